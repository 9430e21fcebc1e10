import { afterEach, describe, expect, it } from 'vitest';
import { currentLanguage, setLanguage } from '../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { chosenLanguage, followLanguage } from '../../../../apps/desktop/src/renderer/lib/language.ts';
import { createSettingsStore, NOTIFICATION_KINDS } from '../../../../apps/desktop/src/renderer/lib/settings-store.ts';

const KEY = 'fieldgoal-settings';

afterEach(() => {
  setLanguage('en');
  localStorage.clear();
});

describe('the language', () => {
  it.each([
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr-FR', 'de', 'en'], 'de'],
    ['system', ['fr-FR'], 'en'],
    ['system', [], 'en'],
    ['en', ['de-DE'], 'en'],
    ['de', ['en-US'], 'de'],
  ] as const)('chosen as %s on a system with %s is %s', (choice, system, language) => {
    expect(chosenLanguage(choice, system)).toBe(language);
  });

  it('of the page and of <html lang> follows the setting at once, and the system where it is to be as that', () => {
    const settings = createSettingsStore(localStorage, window);
    const system = { languages: ['en-GB'] };
    const page = { document, navigator: system as unknown as Navigator, addEventListener: window.addEventListener.bind(window) };
    const shown = () => [currentLanguage(), document.documentElement.lang];
    followLanguage(settings, page);
    expect(shown()).toEqual(['en', 'en']);
    settings.set({ language: 'de' });
    expect(shown()).toEqual(['de', 'de']);
    settings.set({ language: 'system' });
    expect(shown()).toEqual(['en', 'en']);
    system.languages = ['de-CH'];
    window.dispatchEvent(new Event('languagechange'));
    expect(shown()).toEqual(['de', 'de']);
  });
});

describe("this device's settings", () => {
  it('notify of everything, in the language of the system, until something else is chosen', () => {
    const { language, startPage, notifications } = createSettingsStore(localStorage, window).get();
    expect({ language, startPage }).toEqual({ language: 'system', startPage: '/' });
    expect(NOTIFICATION_KINDS.map((kind) => notifications[kind])).toEqual(NOTIFICATION_KINDS.map(() => true));
  });
  it('are kept for the next start', () => {
    const settings = createSettingsStore(localStorage, window);
    settings.set({ language: 'de', notifications: { ...settings.get().notifications, task_due: false } });
    const next = createSettingsStore(localStorage, window).get();
    expect([next.language, next.notifications.task_due, next.notifications.conflict]).toEqual(['de', false, true]);
  });
  it.each(['', '[]', 'null', '{"language":"xx"', '{"language":"xx","notifications":{"task_due":7,"conflict":false}}'])(
    'that cannot be read (%s) are the defaults again, alone',
    (kept) => {
      localStorage.setItem(KEY, kept);
      const { language, notifications } = createSettingsStore(localStorage, window).get();
      expect([language, notifications.task_due, notifications.conflict]).toEqual(['system', true, !kept.includes('"conflict":false')]);
    },
  );
  it('follow a change in another window, until nobody listens any more', () => {
    const settings = createSettingsStore(localStorage, window);
    const heard: string[] = [];
    const stop = settings.subscribe(() => heard.push(settings.get().language));
    const change = (language: string) =>
      window.dispatchEvent(new StorageEvent('storage', { key: KEY, newValue: JSON.stringify({ language }) }));
    change('de');
    stop();
    change('en');
    expect([heard, settings.get().language]).toEqual([['de'], 'en']);
  });
});
