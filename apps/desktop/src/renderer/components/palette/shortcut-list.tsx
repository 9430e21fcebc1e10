import { Kbd } from '@mantine/core';
import { isApple, keyLabels } from '../../lib/shortcuts.ts';
import { t } from '../../lib/words.ts';
import styles from './palette.module.css';

interface Row {
  readonly words: string;
  /** Any of these. */
  readonly keys: readonly string[];
}

function groups(): readonly { readonly title: string; readonly rows: readonly Row[] }[] {
  return [
    {
      title: t('Everywhere'),
      rows: [
        { words: t('Search, and every command'), keys: ['mod+k'] },
        { words: t('Log an activity: then the letter of its kind'), keys: ['l'] },
        { words: t('Undo your last edit'), keys: ['mod+z'] },
        { words: t('Redo it'), keys: ['mod+shift+z', 'mod+y'] },
        { words: t('These shortcuts'), keys: ['?'] },
        { words: t('Close what is open'), keys: ['esc'] },
      ],
    },
    {
      title: t('Deals table'),
      rows: [
        { words: t('From cell to cell'), keys: ['up', 'down', 'left', 'right'] },
        { words: t('Edit the cell'), keys: ['enter'] },
        { words: t('Save and go to the next cell'), keys: ['tab'] },
        { words: t('Leave it as it was'), keys: ['esc'] },
      ],
    },
    {
      title: t('Deals board'),
      rows: [
        { words: t('From card to card'), keys: ['up', 'down', 'left', 'right'] },
        { words: t('Move to the stage beside'), keys: ['alt+left', 'alt+right'] },
      ],
    },
    {
      title: t('Goal tree'),
      rows: [
        { words: t('From goal to goal'), keys: ['up', 'down'] },
        { words: t('Open or close a branch'), keys: ['right', 'left'] },
        { words: t('Open the goal'), keys: ['enter'] },
        { words: t('Select it, to move it'), keys: ['space'] },
      ],
    },
  ];
}

/** Which keys do what, as they are written on this machine. */
export function ShortcutList() {
  const apple = isApple();
  return (
    <div data-testid="shortcut-list">
      {groups().map(({ title, rows }) => (
        <section key={title} aria-label={title} className={styles.shortcuts}>
          <h3 className={styles.shortcutGroup}>{title}</h3>
          {rows.map(({ words, keys }) => (
            <div key={words} className={styles.shortcut}>
              <span>{words}</span>
              <span className={styles.keys}>
                {keys.map((one) => (
                  <Keys key={one} labels={keyLabels(one, apple)} />
                ))}
              </span>
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

function Keys({ labels }: { readonly labels: readonly string[] }) {
  return (
    <span className={styles.keys}>
      {labels.map((label) => (
        <Kbd key={label} size="xs">
          {label}
        </Kbd>
      ))}
    </span>
  );
}
