/** Languages of menu, tray and native dialogs; the page has its own texts. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

const en = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  go: 'Go',
  window: 'Window',
  help: 'Help',
  logActivity: 'Log activity…',
  newGoal: 'New goal…',
  find: 'Find…',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  actualSize: 'Actual size',
  fullScreen: 'Full screen',
  reload: 'Reload',
  developerTools: 'Developer tools',
  dashboard: 'Dashboard',
  goals: 'Goals',
  deals: 'Deals',
  work: 'Work',
  analytics: 'Analytics',
  team: 'Team',
  conflicts: 'Conflicts',
  minimize: 'Minimize',
  close: 'Close',
  about: 'About Fieldgoal',
  checkForUpdates: 'Check for updates…',
  openLogs: 'Open logs folder',
  quit: 'Quit Fieldgoal',
  open: 'Open Fieldgoal',
  nothingToday: 'Fieldgoal',
  onPace: '{goal}: on pace',
  behind: '{goal}: {gap} behind today’s pace',
  allOnPace: 'All goals on pace',
  moreGoals: 'and {count} more',
  moreNotices: '{count} more notifications',
  days: '{number} days',
  hostEnded: 'Fieldgoal cannot reach your data',
  hostEndedDetail:
    'The part of Fieldgoal that keeps your data ended {count} times within five minutes. What was shown as saved is safe in {folder}. If trying again does not help, send the logs to whoever looks after Fieldgoal for you.',
  hostFailed: 'Fieldgoal could not open your data',
  hostFailedDetail: '{message}\n\nNothing was changed in {folder}.',
  pageEnded: 'This window keeps ending',
  pageEndedDetail: 'The window ended {count} times within five minutes. What was shown as saved is safe.',
  tryAgain: 'Try again',
  unprotected: 'Your sign-in is kept without the system’s key store',
  unprotectedDetail:
    'This system offers no key store that Fieldgoal could use ({reason}). You stay signed in by a file that only your account on this computer may read, but it is not encrypted. To have it encrypted, set up a key store (GNOME Keyring or KWallet) and start Fieldgoal again.',
  understood: 'Understood',
  updatesOff: 'Updates are not set up here',
  updatesNotConfigured: 'This installation does not look for updates by itself. Whoever installed Fieldgoal for you provides new versions.',
  updatesNotPackaged: 'This copy of Fieldgoal was not installed from a package, so it cannot update itself.',
  updatesBadAddress: 'The address for updates in {file} is not an https address. Correct it and start Fieldgoal again.',
  updateNone: 'Fieldgoal is up to date',
  updateNoneDetail: 'You have version {version}.',
  updateFound: 'Fieldgoal {version} is available',
  updateFoundDetail: 'It is downloaded in the background while you go on working.',
  download: 'Download',
  later: 'Later',
  updateReady: 'Fieldgoal {version} is ready',
  updateReadyDetail: 'It is installed when you quit Fieldgoal, or now with a restart. Everything saved stays as it is.',
  restartNow: 'Restart now',
  updateFailed: 'The update did not succeed',
  updateFailedDetail: 'You can go on with this version. The log says more.',
} as const;

export type Texts = { readonly [Name in keyof typeof en]: string };

const de: Texts = {
  file: 'Datei',
  edit: 'Bearbeiten',
  view: 'Ansicht',
  go: 'Gehe zu',
  window: 'Fenster',
  help: 'Hilfe',
  logActivity: 'Aktivität erfassen …',
  newGoal: 'Neues Ziel …',
  find: 'Suchen …',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  actualSize: 'Originalgröße',
  fullScreen: 'Vollbild',
  reload: 'Neu laden',
  developerTools: 'Entwicklerwerkzeuge',
  dashboard: 'Übersicht',
  goals: 'Ziele',
  deals: 'Deals',
  work: 'Aufgaben und Aktivitäten',
  analytics: 'Auswertungen',
  team: 'Team',
  conflicts: 'Konflikte',
  minimize: 'Minimieren',
  close: 'Schließen',
  about: 'Über Fieldgoal',
  checkForUpdates: 'Nach Updates suchen …',
  openLogs: 'Protokollordner öffnen',
  quit: 'Fieldgoal beenden',
  open: 'Fieldgoal öffnen',
  nothingToday: 'Fieldgoal',
  onPace: '{goal}: im Plan',
  behind: '{goal}: {gap} hinter dem Plan von heute',
  allOnPace: 'Alle Ziele im Plan',
  moreGoals: 'und {count} weitere',
  moreNotices: '{count} weitere Benachrichtigungen',
  days: '{number} Tage',
  hostEnded: 'Fieldgoal erreicht die Daten nicht',
  hostEndedDetail:
    'Der Teil von Fieldgoal, der die Daten verwahrt, wurde innerhalb von fünf Minuten {count}-mal beendet. Was als gespeichert angezeigt wurde, ist sicher in {folder}. Wenn ein neuer Versuch nicht hilft, die Protokolle an die Betreuung von Fieldgoal senden.',
  hostFailed: 'Fieldgoal konnte die Daten nicht öffnen',
  hostFailedDetail: '{message}\n\nIn {folder} wurde nichts geändert.',
  pageEnded: 'Dieses Fenster wird immer wieder beendet',
  pageEndedDetail: 'Das Fenster wurde innerhalb von fünf Minuten {count}-mal beendet. Was als gespeichert angezeigt wurde, ist sicher.',
  tryAgain: 'Erneut versuchen',
  unprotected: 'Die Anmeldung wird ohne den Schlüsselbund des Systems verwahrt',
  unprotectedDetail:
    'Dieses System bietet keinen Schlüsselbund, den Fieldgoal nutzen kann ({reason}). Die Anmeldung liegt in einer Datei, die nur dieses Benutzerkonto lesen darf, die aber nicht verschlüsselt ist. Zum Verschlüsseln einen Schlüsselbund einrichten (GNOME Keyring oder KWallet) und Fieldgoal neu starten.',
  understood: 'Verstanden',
  updatesOff: 'Updates sind hier nicht eingerichtet',
  updatesNotConfigured: 'Diese Installation sucht nicht selbst nach Updates. Neue Versionen stellt bereit, wer Fieldgoal installiert hat.',
  updatesNotPackaged: 'Diese Kopie von Fieldgoal wurde nicht aus einem Paket installiert und kann sich deshalb nicht selbst aktualisieren.',
  updatesBadAddress: 'Die Adresse für Updates in {file} ist keine https-Adresse. Adresse berichtigen und Fieldgoal neu starten.',
  updateNone: 'Fieldgoal ist aktuell',
  updateNoneDetail: 'Installiert ist Version {version}.',
  updateFound: 'Fieldgoal {version} ist verfügbar',
  updateFoundDetail: 'Das Update wird im Hintergrund geladen; die Arbeit geht dabei weiter.',
  download: 'Laden',
  later: 'Später',
  updateReady: 'Fieldgoal {version} ist bereit',
  updateReadyDetail:
    'Das Update wird beim Beenden von Fieldgoal installiert oder jetzt mit einem Neustart. Alles Gespeicherte bleibt, wie es ist.',
  restartNow: 'Jetzt neu starten',
  updateFailed: 'Das Update ist nicht gelungen',
  updateFailedDetail: 'Mit dieser Version lässt sich weiterarbeiten. Das Protokoll sagt mehr.',
};

const TEXTS: Readonly<Record<Language, Texts>> = { en, de };

export function textsOf(language: Language): Texts {
  return TEXTS[language];
}

/** The language a locale such as `de-AT` means; null for one there are no texts for. */
export function languageOf(locale: string): Language | null {
  const primary = locale.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/** Puts values into a text's {names}. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
