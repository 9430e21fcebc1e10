import { ActionIcon, Menu } from '@mantine/core';
import { useState } from 'react';
import { csvText, type CsvTable } from '../lib/csv/csv.ts';
import { pageLink } from '../lib/page-link.ts';
import { saveFile } from '../lib/save-file.ts';
import { t } from '../lib/words.ts';
import { DownloadIcon, LinkIcon, MoreIcon, PrintIcon } from './icons.tsx';
import { notifyDone, notifyRefused } from './notify.ts';

/** Makes the table of what is on screen, when it is asked for; null: nothing there. */
export type CsvMaker = () => CsvTable | Promise<CsvTable>;

/** What can be done with any page: its link copied, what it shows taken along as a table or on paper. */
export function PageMenu({ csv }: { readonly csv?: CsvMaker | undefined }) {
  const [isBusy, setBusy] = useState(false);
  const run = async (make: CsvMaker): Promise<void> => {
    setBusy(true);
    try {
      const table = await make();
      saveFile(`${fileName(table.name)}.csv`, 'text/csv;charset=utf-8', csvText(table));
    } catch (error) {
      notifyRefused(error, t('Not exported'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} loading={isBusy} aria-label={t('More for this page')} data-testid="page-menu">
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<LinkIcon />} onClick={() => void copyLink()} data-testid="copy-link">
          {t('Copy link')}
        </Menu.Item>
        {csv === undefined ? null : (
          <Menu.Item leftSection={<DownloadIcon />} onClick={() => void run(csv)} data-testid="export-csv">
            {t('Export as CSV')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<PrintIcon />} onClick={() => printPage()} data-testid="print">
          {t('Print')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Puts the address of what is shown on the clipboard. */
export async function copyLink(): Promise<void> {
  const link = pageLink(window.location);
  try {
    await navigator.clipboard.writeText(link);
    notifyDone(t('Link copied.'));
  } catch {
    // A browser may keep the clipboard to itself; the link can still be copied by hand.
    notifyDone(link);
  }
}

/** Once the menu is gone from the page. */
function printPage(): void {
  setTimeout(() => window.print(), 200);
}

/** As a file may be called on every system. */
function fileName(name: string): string {
  return name.replace(/[\\/:*?"<>|\s]+/g, ' ').trim();
}
