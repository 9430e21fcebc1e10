import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { click, type RunningShell, startShell } from './shell-fixture.ts';

afterEach(() => {
  vi.useRealTimers();
});

const connect = (shell: RunningShell, url?: string) => shell.fromPage('fieldgoal:connect', undefined, url);

describe('the host', () => {
  it('is started with its folder and server, and reached by the page over a channel', async () => {
    const shell = await startShell();
    expect(shell.child.args).toEqual(['--data', shell.dataDir, '--server', 'http://127.0.0.1:4600']);
    connect(shell);
    expect(shell.child.pages).toEqual(['host-end-1']);
    expect(shell.window.webContents.sent).toEqual([{ channel: 'fieldgoal:port', ports: ['page-end-1'] }]);
  });

  it('is not handed to a page of another origin', async () => {
    const shell = await startShell();
    connect(shell, 'https://example.com/');
    expect(shell.child.pages).toEqual([]);
    expect(shell.window.webContents.sent).toEqual([]);
  });

  it('is started again when it ends by itself: the page hears of it, gets a new port, and is not loaded anew', async () => {
    const shell = await startShell();
    connect(shell);
    shell.child.end(9);
    await vi.waitFor(() => expect(shell.electron.children).toHaveLength(2));
    const { webContents } = shell.window;
    expect(webContents.told.map(({ channel }) => channel)).toEqual(['fieldgoal:port-lost']);
    expect(webContents.sent.map(({ ports }) => ports)).toEqual([['page-end-1'], ['page-end-2']]);
    expect(shell.child.pages).toEqual(['host-end-2']);
    expect(webContents.reload).not.toHaveBeenCalled();
    expect(shell.log).toMatchObject([{ level: 'error', message: 'the host ended', code: 9, decision: 'restart' }]);
  });

  it('is not handed to a window that was closed meanwhile', async () => {
    const shell = await startShell();
    connect(shell);
    shell.window.webContents.hasGone = true;
    shell.child.end(9);
    await vi.waitFor(() => expect(shell.electron.children).toHaveLength(2));
    expect(shell.child.pages).toEqual([]);
    expect(shell.window.webContents.told).toEqual([]);
  });

  it('gets more time before each start; at the fifth end the person is told what is safe, and may try again', async () => {
    const shell = await startShell();
    vi.useFakeTimers();
    for (const [index, wait] of [0, 1_000, 5_000, 15_000].entries()) {
      shell.child.end(9);
      await vi.advanceTimersByTimeAsync(Math.max(0, wait - 1));
      if (wait > 0) expect(shell.electron.children, 'not before its time').toHaveLength(index + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(shell.electron.children).toHaveLength(index + 2);
    }
    shell.child.end(9);
    await vi.advanceTimersByTimeAsync(0);
    const [question] = shell.electron.dialog.showMessageBox.mock.lastCall ?? [];
    expect(question?.detail).toContain('5 times');
    expect(question?.detail).toContain(`What was shown as saved is safe in ${shell.dataDir}`);
    expect(question?.buttons).toEqual(['Try again', 'Open logs folder', 'Quit Fieldgoal']);
    expect(shell.electron.children, 'the first button was pressed').toHaveLength(6);
    expect(shell.electron.app.quit).not.toHaveBeenCalled();
  });

  it('that says why it can not start is not started over and over: its words are shown', async () => {
    const shell = await startShell({
      prepare: (electron) => electron.dialog.showMessageBox.mockResolvedValue({ response: 2 }),
    });
    shell.child.emit('message', { kind: 'failed', message: 'The data was written by a newer version. Update Fieldgoal.' });
    shell.child.end(1);
    await vi.waitFor(() => expect(shell.electron.app.quit).toHaveBeenCalled());
    const [question] = shell.electron.dialog.showMessageBox.mock.lastCall ?? [];
    expect(question?.detail).toContain('The data was written by a newer version. Update Fieldgoal.');
    expect(question?.detail).toContain('Nothing was changed');
    expect(shell.electron.children).toHaveLength(1);
  });

  it('ends in good order before the app quits', async () => {
    const shell = await startShell();
    const { child, electron } = shell;
    const first = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', first);
    expect(first.preventDefault).toHaveBeenCalled();
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
    expect(child.isAlive).toBe(false);
    const second = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', second);
    expect(second.preventDefault).not.toHaveBeenCalled();
    expect(electron.children, 'an end that was asked for starts nothing').toHaveLength(1);
  });

  it('is heard only where it keeps to the form', async () => {
    const shell = await startShell();
    for (const nonsense of [null, 'today', { kind: 'today' }, { kind: 'today', today: { goals: [{ id: 1 }], more: 0 } }])
      shell.child.emit('message', nonsense);
    expect(shell.log.map(({ message }) => message)).toEqual(Array.from({ length: 4 }, () => 'the host sent what is no message'));
  });
});

describe('the key for what the host keeps secret', () => {
  const keyOf = (shell: RunningShell) => {
    const [first] = shell.child.received;
    return (first?.message as { kind: string; key: string | null } | undefined)?.key;
  };

  it('is made once, kept by the system only, and sent to the host before anything else, not where other programs could read it', async () => {
    const shell = await startShell();
    const key = keyOf(shell);
    expect(Buffer.from(key ?? '', 'base64')).toHaveLength(32);
    const file = join(shell.dataDir, 'session.key');
    expect(readFileSync(file, 'utf8')).not.toContain(key);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(shell.child.args)).not.toContain(key);
    shell.child.end(9);
    await vi.waitFor(() => expect(shell.electron.children).toHaveLength(2));
    expect(keyOf(shell)).toBe(key);
    expect(readFileSync(join(shell.folder, 'logs/fieldgoal.log'), 'utf8')).not.toContain(key);
  });

  it('is a new one where the old can not be decrypted any more', async () => {
    const shell = await startShell({
      prepare: (electron) => electron.safeStorage.decryptStringAsync.mockRejectedValue(new Error('another key store')),
    });
    const { secretKey } = await import('../../../apps/desktop/src/main/secret-key.ts');
    const events: string[] = [];
    const log = { append: () => {}, event: (_level: string, message: string) => void events.push(message) };
    const protection = await secretKey(shell.electron.safeStorage as never, join(shell.dataDir, 'session.key'), 'linux', log);
    expect(protection).toMatchObject({ kind: 'system', key: expect.any(String) });
    expect(protection).not.toMatchObject({ key: keyOf(shell) });
    expect(events).toEqual(['the stored key could not be decrypted; a new one is made, and signing in again is needed']);
  });

  it.each([
    ['basic_text', { backend: 'basic_text' }],
    ['unavailable', { isThere: false }],
  ])('is refused where the system would not protect it (%s): that is said once, and logged at every start', async (reason, lacking) => {
    const shell = await startShell({ prepare: (electron) => Object.assign(electron.safeStorage, lacking) });
    expect(keyOf(shell)).toBeNull();
    await vi.waitFor(() => expect(shell.electron.dialog.showMessageBox).toHaveBeenCalledOnce());
    expect(shell.electron.dialog.showMessageBox.mock.lastCall?.[0]).toMatchObject({
      message: 'Your sign-in is kept without the system’s key store',
      detail: expect.stringContaining(reason),
    });
    expect(shell.log).toMatchObject([{ level: 'warn', reason }]);
    const state = join(shell.folder, 'shell-state.json');
    await vi.waitFor(() => expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ saidUnprotected: true }));
    const again = await startShell({
      prepare: (electron, folder) => {
        Object.assign(electron.safeStorage, lacking);
        writeFileSync(join(folder, 'shell-state.json'), JSON.stringify({ saidUnprotected: true }));
      },
    });
    expect(again.log).toMatchObject([{ level: 'warn', reason }]);
    expect(again.electron.dialog.showMessageBox).not.toHaveBeenCalled();
  });
});

describe('the tray', () => {
  const today = { goals: [{ id: 'g1', name: 'Visits', unit: 'count', currency: null, gap: 2 }], more: 1 };

  it("shows today's gap, and opens the goal that is clicked", async () => {
    const shell = await startShell();
    shell.fromPage('fieldgoal:listening');
    shell.child.emit('message', { kind: 'today', today });
    const [tray] = shell.electron.trays;
    expect(tray?.setToolTip).toHaveBeenLastCalledWith('Fieldgoal\nVisits: 2 behind today’s pace');
    const [menu] = tray?.setContextMenu.mock.lastCall ?? [[]];
    click(menu, 'Visits: 2 behind today’s pace');
    click(menu, 'and 1 more');
    click(menu, 'Log activity…');
    expect(shell.heard).toEqual([
      { kind: 'open', path: '/goals/g1' },
      { kind: 'open', path: '/goals' },
      { kind: 'command', command: 'log-activity' },
    ]);
  });

  it("speaks the page's language", async () => {
    const shell = await startShell();
    shell.child.emit('message', { kind: 'today', today });
    shell.fromPage('fieldgoal:language', 'de');
    expect(shell.electron.trays[0]?.setToolTip).toHaveBeenLastCalledWith('Fieldgoal\nVisits: 2 hinter dem Plan von heute');
  });

  it('is done without where the desktop has none', async () => {
    const shell = await startShell({
      prepare: (electron) => {
        electron.desktop.hasTray = false;
      },
    });
    shell.child.emit('message', { kind: 'today', today });
    expect(shell.electron.windows).toHaveLength(1);
    expect(shell.log).toMatchObject([{ level: 'warn', message: 'there is no tray here' }]);
  });
});

describe('what is new in the inbox', () => {
  const notice = (id: string, kind = 'goal_given', path = '/goals/g1') => ({ id, kind, subject: `Goal ${id}`, detail: null, path });
  const titles = (shell: RunningShell) => shell.electron.notifications.map(({ options }) => options.title);

  it('is a notification of the system; a click brings the window to the front and opens its page', async () => {
    const shell = await startShell();
    shell.fromPage('fieldgoal:listening');
    const given = { ...notice('b'), detail: 'Rita' };
    shell.child.emit('message', { kind: 'notices', notices: [notice('a', 'task_due'), given] });
    const { notifications } = shell.electron;
    expect(notifications.map(({ options }) => options)).toEqual([
      { title: 'A task is due today', body: 'Goal a' },
      { title: 'A new goal for you', body: 'Goal b · Rita' },
    ]);
    expect(notifications.every(({ show }) => show.mock.calls.length === 1)).toBe(true);
    notifications[0]?.emit('click');
    expect(shell.window.focus).toHaveBeenCalled();
    expect(shell.heard).toEqual([{ kind: 'open', path: '/goals/g1' }]);
  });

  it('never covers the screen: of many at once three are shown and the others counted', async () => {
    const shell = await startShell();
    shell.child.emit('message', { kind: 'notices', notices: ['a', 'b', 'c', 'd', 'e'].map((id) => notice(id)) });
    expect(titles(shell)).toEqual([...Array.from({ length: 3 }, () => 'A new goal for you'), 'Fieldgoal']);
    expect(shell.electron.notifications[3]?.options.body).toBe('2 more notifications');
  });

  it("is told in the page's language, down to what a server said in another", async () => {
    const shell = await startShell();
    shell.fromPage('fieldgoal:language', 'de');
    const refused = { ...notice('a', 'change_refused', '/inbox'), subject: 'Changed the deal “Acme”: amount', detail: 'You may not.' };
    shell.child.emit('message', { kind: 'notices', notices: [refused] });
    expect(shell.electron.notifications.map(({ options }) => options)).toEqual([
      { title: 'Eine Änderung wurde abgelehnt', body: 'Fieldgoal zeigt, welche, warum und was zu tun ist.' },
    ]);
  });

  it('is not shown, nor counted, of the kinds that the settings leave out; that holds after a restart, before a page is open', async () => {
    const shell = await startShell();
    shell.fromPage('fieldgoal:muted', ['goal_given', 'conflict']);
    const some = ['a', 'b', 'c', 'd', 'e'].map((id) => notice(id, id === 'c' ? 'task_due' : 'goal_given'));
    shell.child.emit('message', { kind: 'notices', notices: some });
    expect(titles(shell)).toEqual(['A task is due today']);
    const kept = readFileSync(join(shell.folder, 'shell-state.json'));
    const restarted = await startShell({ prepare: (_electron, folder) => writeFileSync(join(folder, 'shell-state.json'), kept) });
    restarted.child.emit('message', { kind: 'notices', notices: some });
    expect(titles(restarted)).toEqual(['A task is due today']);
    restarted.fromPage('fieldgoal:muted', []);
    restarted.child.emit('message', { kind: 'notices', notices: [notice('x')] });
    expect(titles(restarted)).toEqual(['A task is due today', 'A new goal for you']);
  });

  it.each([['nothing that can be read'], ['{"muted": "goal_given"}'], ['{"muted": ["everything", 7]}']])(
    'is shown where what was kept of the settings is %s: better told than silent',
    async (kept) => {
      const shell = await startShell({ prepare: (_electron, folder) => writeFileSync(join(folder, 'shell-state.json'), kept) });
      shell.child.emit('message', { kind: 'notices', notices: [notice('a')] });
      expect(titles(shell)).toEqual(['A new goal for you']);
    },
  );

  it('is left out by the app’s own page only', async () => {
    const shell = await startShell();
    shell.fromPage('fieldgoal:muted', ['goal_given'], 'https://example.com/');
    shell.child.emit('message', { kind: 'notices', notices: [notice('a')] });
    expect(titles(shell)).toEqual(['A new goal for you']);
  });

  it('leads to the first page where it names none of the app, and that is logged', async () => {
    const shell = await startShell();
    shell.fromPage('fieldgoal:listening');
    shell.child.emit('message', { kind: 'notices', notices: [notice('a', 'goal_given', '/goals/../../etc')] });
    shell.electron.notifications[0]?.emit('click');
    expect(shell.heard).toEqual([{ kind: 'open', path: '/' }]);
    expect(shell.log).toMatchObject([{ level: 'error', path: '/goals/../../etc' }]);
  });

  it('is left to the page while somebody looks at it, and where the system has no notifications', async () => {
    const shell = await startShell();
    shell.window.focused = true;
    shell.child.emit('message', { kind: 'notices', notices: [notice('a')] });
    shell.window.focused = false;
    shell.electron.desktop.hasNotifications = false;
    shell.child.emit('message', { kind: 'notices', notices: [notice('a')] });
    expect(shell.electron.notifications).toEqual([]);
  });
});
