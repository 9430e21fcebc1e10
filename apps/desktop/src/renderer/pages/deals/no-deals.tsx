import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { DealIcon, ImportIcon, PlusIcon, SearchIcon } from '../../components/icons.tsx';
import { usePalette } from '../../components/palette/palette-context.ts';
import { useSession } from '../../lib/session.ts';
import { t } from '../../lib/words.ts';

interface NoDealsProps {
  /** Whether there are deals that the filters hide. */
  readonly hasAny: boolean;
  readonly onClear: () => void;
}

/** What stands in the place of deals while there are none, or none that pass. */
export function NoDeals({ hasAny, onClear }: NoDealsProps) {
  return hasAny ? <NoneFits onClear={onClear} /> : <NoneYet />;
}

function NoneYet() {
  const palette = usePalette();
  const { role } = useSession();
  return (
    <EmptyState
      icon={<DealIcon size={20} />}
      title={t('No deals yet')}
      action={
        <>
          <Button leftSection={<PlusIcon />} onClick={() => palette.show('deal')} data-testid="first-deal">
            {t('Add the first deal')}
          </Button>
          {role === 'admin' ? (
            <Button variant="default" component={Link} to="/import" leftSection={<ImportIcon />}>
              {t('Import a CRM export')}
            </Button>
          ) : null}
        </>
      }
    >
      {t(
        'What is being sold stands here: each deal with its stage, amount and day. Once it is won, it counts for every goal it belongs to, at once.',
      )}
    </EmptyState>
  );
}

function NoneFits({ onClear }: Pick<NoDealsProps, 'onClear'>) {
  return (
    <EmptyState
      icon={<SearchIcon size={20} />}
      title={t('No deal matches')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('Show all deals')}
        </Button>
      }
    >
      {t('The filters above hide all of them.')}
    </EmptyState>
  );
}
