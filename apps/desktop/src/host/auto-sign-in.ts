import type { Logger } from '@fieldgoal/replica';
import { ServerCallError } from './session/server-api.ts';
import type { Session } from './session/session.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;

/**
 * Signs in with given credentials while nobody is signed in, and goes on trying as long as the server can't be reached.
 * Resolves after the first try with what to do at the end: `stop()`.
 */
export async function autoSignIn(
  session: Session,
  signIn: (input: { serverUrl: string; email: string; password: string }) => Promise<void>,
  credentials: { readonly email: string; readonly password: string },
  log: Logger,
): Promise<{ stop(): void }> {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const attempt = async (wait: number): Promise<void> => {
    if (isStopped || session.member !== null) return;
    try {
      await signIn({ serverUrl: session.serverUrl, ...credentials });
    } catch (error) {
      const isUnreachable = error instanceof Error && error.cause instanceof ServerCallError && error.cause.kind === 'unreachable';
      if (!isUnreachable) {
        log.error({ error }, 'signing in automatically failed');
        return;
      }
      log.info({ wait }, 'the server cannot be reached yet; signing in is tried again');
      timer = setTimeout(() => void attempt(Math.min(wait * 2, LONGEST_WAIT_MS)), wait);
    }
  };
  await attempt(FIRST_WAIT_MS);
  return {
    stop: () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
