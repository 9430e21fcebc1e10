import { Outlet } from '@tanstack/react-router';
import { useLiveUpdates } from '../lib/live.tsx';
import { t } from '../lib/words.ts';
import { PrintHead } from './print-head.tsx';
import { PaletteProvider } from './palette/palette-provider.tsx';
import { QuickLogProvider } from './quick-log.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import styles from './app-frame.module.css';

/** The frame around every page: navigation at the left, the page, the status bar below. */
export function AppFrame() {
  const { isHostReachable } = useLiveUpdates();
  return (
    <QuickLogProvider>
      <PaletteProvider>
        <div className={styles.frame}>
          <a className={styles.skip} href="#page">
            {t('Skip to the page')}
          </a>
          <Sidebar />
          <div className={styles.main}>
            {isHostReachable ? null : (
              <p className={styles.banner} role="alert">
                {t('Fieldgoal on this device is not answering. Everything shown as saved is safe. Trying again…')}
              </p>
            )}
            <main id="page" className={styles.page} tabIndex={-1}>
              <div className={styles.content}>
                <PrintHead />
                <Outlet />
              </div>
            </main>
          </div>
          <StatusBar />
        </div>
      </PaletteProvider>
    </QuickLogProvider>
  );
}
