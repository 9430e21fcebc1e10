import { useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useGlide } from '../../../../apps/desktop/src/renderer/lib/use-glide.ts';

const HEIGHT = 60;
const animate = vi.fn();
let isCalm = false;

function List({ ids }: { readonly ids: readonly string[] }) {
  const list = useRef<HTMLUListElement>(null);
  useGlide(list);
  return (
    <ul ref={list}>
      {ids.map((id) => (
        <li key={id} data-row-id={id}>
          {id}
        </li>
      ))}
    </ul>
  );
}

/** Shows one order after the other, and says of each row that was animated by the last change how. */
function moves(...orders: readonly (readonly string[])[]): Record<string, unknown> {
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  for (const ids of orders) {
    animate.mockClear();
    flushSync(() => root.render(<List ids={ids} />));
  }
  const moved = animate.mock.contexts.map((row, call) => [(row as HTMLElement).textContent, animate.mock.calls[call]?.[0][0]]);
  root.unmount();
  return Object.fromEntries(moved);
}

beforeEach(() => {
  isCalm = false;
  vi.stubGlobal('matchMedia', (media: string) => Object.assign(new EventTarget(), { matches: isCalm && media.includes('reduced-motion') }));
  // jsdom lays nothing out and animates nothing: rows stand one below the other.
  vi.spyOn(HTMLElement.prototype, 'offsetTop', 'get').mockImplementation(function top(this: HTMLElement) {
    return [...(this.parentElement?.children ?? [])].indexOf(this) * HEIGHT;
  });
  Element.prototype.animate = animate;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(Element.prototype, 'animate');
  document.body.replaceChildren();
});

it('whoever changes rank glides from where they were to where they are, and only they', () => {
  expect(moves(['Ana', 'Ben', 'Cem', 'Dee'], ['Cem', 'Ana', 'Ben', 'Dee'])).toEqual({
    Cem: { transform: 'translateY(120px)' },
    Ana: { transform: 'translateY(-60px)' },
    Ben: { transform: 'translateY(-60px)' },
  });
});

it('who is new in the list fades in, those pushed down glide', () => {
  expect(moves(['Ana', 'Ben'], ['Cem', 'Ana', 'Ben'])).toEqual({
    Cem: { opacity: 0 },
    Ana: { transform: 'translateY(-60px)' },
    Ben: { transform: 'translateY(-60px)' },
  });
});

it('nothing moves at first, in the same order, or for those who asked for less motion', () => {
  expect(moves(['Ana', 'Ben'])).toEqual({});
  expect(moves(['Ana', 'Ben'], ['Ana', 'Ben'])).toEqual({});
  isCalm = true;
  expect(moves(['Ana', 'Ben'], ['Ben', 'Ana'])).toEqual({});
});
