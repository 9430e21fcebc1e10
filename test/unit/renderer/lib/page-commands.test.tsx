import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PageCommand } from '../../../../apps/desktop/src/bridge/commands.ts';
import { hearShell } from '../../../../apps/desktop/src/renderer/lib/hear-shell.ts';
import {
  createPageCommands,
  type PageCommands,
  PageCommandsProvider,
  useFindField,
  usePageCommand,
} from '../../../../apps/desktop/src/renderer/lib/page-commands.tsx';
import { appears, byTestId } from '../../../fixtures/page.tsx';

let commands: PageCommands;
const go = vi.fn<(path: string) => void>();
const hear = (command: PageCommand) => hearShell({ kind: 'command', command }, commands, go);

beforeEach(() => {
  commands = createPageCommands();
});
afterEach(() => {
  go.mockReset();
  document.body.replaceChildren();
});

describe('what the shell says', () => {
  it('takes the person to an address', () => {
    hearShell({ kind: 'open', path: '/goals/g1?tab=forecast' }, commands, go);
    hear('go.deals');
    expect(go.mock.calls).toEqual([['/goals/g1?tab=forecast'], ['/deals']]);
  });

  it('is done by the part of the page that said last that it can', () => {
    const [list, dialog] = [vi.fn(), vi.fn()];
    commands.offer('undo', list);
    const stop = commands.offer('undo', dialog);
    hear('undo');
    stop();
    hear('undo');
    expect([list.mock.calls.length, dialog.mock.calls.length]).toEqual([1, 1]);
    expect(go).not.toHaveBeenCalled();
  });

  it('is done by what stands in for all pages only where the page has nothing better', () => {
    const [frame, page] = [vi.fn(), vi.fn()];
    const stop = commands.offer('find', page);
    commands.offer('find', frame, true);
    hear('find');
    stop();
    hear('find');
    expect([page.mock.calls.length, frame.mock.calls.length]).toEqual([1, 1]);
  });

  it('waits for somebody who can, while nobody is signed in yet', () => {
    hear('log-activity');
    expect(go).not.toHaveBeenCalled();
    const log = vi.fn();
    commands.offer('log-activity', log);
    expect(log).toHaveBeenCalledOnce();
  });

  it('is forgotten where something else was asked for meanwhile; an undo never waits for something to undo', () => {
    const [log, undo] = [vi.fn(), vi.fn()];
    hear('log-activity');
    hear('new-goal');
    hear('undo');
    commands.offer('log-activity', log);
    commands.offer('undo', undo);
    expect(log).not.toHaveBeenCalled();
    expect(undo).not.toHaveBeenCalled();
  });

  it('undoes what is being typed, while somebody types', () => {
    const undo = vi.fn();
    const fieldsOwn = vi.fn(() => true);
    Object.assign(document, { execCommand: fieldsOwn });
    commands.offer('undo', undo);
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    hear('undo');
    hear('redo');
    expect(fieldsOwn.mock.calls).toEqual([['undo'], ['redo']]);
    expect(undo).not.toHaveBeenCalled();
  });
});

it('a part of a page does a command while it is shown, with what it knows by then', async () => {
  const seen: number[] = [];
  function Part({ count }: { readonly count: number }) {
    usePageCommand('new-goal', () => seen.push(count));
    const field = useFindField();
    return <input data-testid="field" ref={field} defaultValue={String(count)} />;
  }
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  onTestFinished(() => root.unmount());
  const show = (count: number | null) =>
    root.render(
      <PageCommandsProvider commands={commands}>{count === null ? <p data-testid="none" /> : <Part count={count} />}</PageCommandsProvider>,
    );
  show(1);
  const field = await appears(() => byTestId('field'));
  await vi.waitFor(() => expect(commands.run('new-goal')).toBe(true));
  show(2);
  await vi.waitFor(() => {
    commands.run('new-goal');
    expect(seen.at(-1)).toBe(2);
  });
  commands.run('find');
  expect(document.activeElement).toBe(field);
  show(null);
  await appears(() => byTestId('none'));
  await vi.waitFor(() => expect(commands.run('new-goal')).toBe(false));
});
