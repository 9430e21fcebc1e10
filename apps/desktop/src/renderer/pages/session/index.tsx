import { useState } from 'react';
import type { SessionView } from '../../../host/views/session.ts';
import { CreateCompany } from './create-company.tsx';
import { Join } from './join.tsx';
import { SignIn } from './sign-in.tsx';

export { FirstSteps } from './first-steps.tsx';
export { FirstSync } from './first-sync.tsx';

/** What a device shows to someone who isn't signed in: the first-run page of a new server, else signing in, or joining by an invitation. */
export function SessionPage({ session }: { session: Extract<SessionView, { state: 'signed_out' }> }) {
  const [isInvited, setIsInvited] = useState(false);
  if (isInvited) return <Join onBack={() => setIsInvited(false)} />;
  return session.needsCompany ? (
    <CreateCompany serverUrl={session.serverUrl} />
  ) : (
    <SignIn serverUrl={session.serverUrl} serverReachable={session.serverReachable} onInvited={() => setIsInvited(true)} />
  );
}
