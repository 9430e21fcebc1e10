import { createContext, useContext } from 'react';
import type { SessionView } from '../../host/views/session.ts';

export type SignedIn = Extract<SessionView, { state: 'signed_in' }>;

export const SessionContext = createContext<SignedIn | null>(null);

/** The person and company this device is signed in as; only inside the signed-in app. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession needs a signed-in app above it');
  return session;
}
