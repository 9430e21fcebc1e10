const files = import.meta.glob<Readonly<Record<string, string>>>('./de/*.json', { eager: true, import: 'default' });

/** Every German text by its English one; a file per area, so that two people rarely write in the same. */
export const german: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(files));

const hostFiles = import.meta.glob<Readonly<Record<string, string>>>('./de-host/*.json', { eager: true, import: 'default' });

/** The German of sentences that come finished from the host or the server; `{{1}}` stands for what differs. */
export const hostGerman: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(hostFiles));
