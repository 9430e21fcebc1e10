import { hostText } from './host-text.ts';
import { t } from './words.ts';

/**
 * What to tell a person about a failed call. The host refuses in words, which pass through; input refused by the API's
 * schema arrives as a list of issues, of which the first is shown; anything else is said plainly.
 */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return t('Something went wrong. Try again.');
  const issue = firstIssue(error.message);
  if (issue !== null) return hostText(issue);
  if (/failed to fetch|networkerror|load failed/i.test(error.message)) {
    return t('Fieldgoal on this device is not answering. What you saved is safe; try again in a moment.');
  }
  return hostText(error.message);
}

function firstIssue(message: string): string | null {
  if (!message.startsWith('[')) return null;
  try {
    const issues: unknown = JSON.parse(message);
    const first: unknown = Array.isArray(issues) ? issues[0] : null;
    if (typeof first !== 'object' || first === null || !('message' in first) || typeof first.message !== 'string') return null;
    const path = 'path' in first && Array.isArray(first.path) ? first.path.join('.') : '';
    return path === '' ? first.message : `${path}: ${first.message}`;
  } catch {
    // Not a list of issues after all: the message is shown as it is.
    return null;
  }
}
