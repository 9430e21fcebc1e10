import type { EditView } from '../../../host/views/edits.ts';
import { t, tn } from '../../lib/words.ts';

/** An edit in a phrase: "Acme renewal won", "3 goals moved", "Call with Acme logged". */
export function editWords({ collection, verb, name, count }: EditView): string {
  const what = name ?? countWords(collection, count);
  switch (verb) {
    case 'added':
      return collection === 'activities'
        ? t('{{what}} logged', { what })
        : collection === 'adjustments'
          ? t('{{what}} adjusted', { what })
          : t('{{what}} added', { what });
    case 'changed':
      return t('{{what}} changed', { what });
    case 'deleted':
      return t('{{what}} deleted', { what });
    case 'restored':
      return t('{{what}} restored', { what });
    case 'moved':
      return t('{{what}} moved', { what });
    case 'revoked':
      return t('Adjustment of {{what}} revoked', { what });
    case 'won':
      return t('{{what}} won', { what });
    case 'lost':
      return t('{{what}} lost', { what });
    case 'reopened':
      return t('{{what}} open again', { what });
    case 'completed':
      return t('{{what}} done', { what });
    case 'uncompleted':
      return t('{{what}} not done', { what });
    case 'cancelled':
      return t('{{what}} cancelled', { what });
  }
}

function countWords(collection: EditView['collection'], count: number): string {
  switch (collection) {
    case 'goals':
    case 'edges':
      return tn(count, '{{count}} goal', '{{count}} goals');
    case 'deals':
      return tn(count, '{{count}} deal', '{{count}} deals');
    case 'tasks':
      return tn(count, '{{count}} task', '{{count}} tasks');
    case 'adjustments':
      return tn(count, '{{count}} adjustment', '{{count}} adjustments');
    default:
      return tn(count, '{{count}} record', '{{count}} records');
  }
}
