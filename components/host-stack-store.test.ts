import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deviceFixture, stackFixture } from '../lib/stack/device.fixture.ts';
import type { WatchMessage } from '../lib/stack/followed-stack.ts';
import { diffStacks } from '../lib/stack/patch.ts';
import { createHostStackStore, type WatchHandlers } from './host-stack-store.ts';

const one = stackFixture([deviceFixture('254:0')]);
const two = stackFixture([deviceFixture('254:0'), deviceFixture('254:1')]);
const whole: WatchMessage = { kind: 'stack', revision: 1, stack: one };
const next: WatchMessage = { kind: 'patch', revision: 2, patch: diffStacks(one, two) };
const tooFar: WatchMessage = { ...next, revision: 3 };

/** Each opened stream, with the id it resumes from. */
type Opened = { readonly lastEventId: string | null; readonly handlers: WatchHandlers; isClosed: boolean };

function createStore() {
  const opened: Opened[] = [];
  const store = createHostStackStore((lastEventId, handlers) => {
    const stream = { lastEventId, handlers, isClosed: false };
    opened.push(stream);
    return () => {
      stream.isClosed = true;
    };
  });
  return { store, opened };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a host's stack in the browser", () => {
  it('comes over one stream, however many read it, and closes it a moment after the last one left', () => {
    const { store, opened } = createStore();
    const leave = [store.subscribe(() => {}), store.subscribe(() => {})];
    expect(opened.length).toBe(1);
    for (const left of leave) left();
    expect(opened[0]?.isClosed).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(opened[0]?.isClosed).toBe(true);
  });

  it('keeps its stream when a reader leaves and comes back at once', () => {
    const { store, opened } = createStore();
    store.subscribe(() => {})();
    store.subscribe(() => {});
    vi.advanceTimersByTime(10_000);
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([false]);
  });

  it('follows, and tells its readers', () => {
    const { store, opened } = createStore();
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    opened[0]?.handlers.onMessage('e:1', whole);
    opened[0]?.handlers.onMessage('e:2', next);
    expect(store.read()).toMatchObject({ stack: two, revision: 2, connection: 'open' });
    expect(told).toBe(2);
  });

  it('is lost when the stream ends, keeps what it had, and resumes from the last event', () => {
    const { store, opened } = createStore();
    store.subscribe(() => {});
    opened[0]?.handlers.onMessage('e:1', whole);
    opened[0]?.handlers.onEnd();
    expect(store.read()).toMatchObject({ stack: one, connection: 'lost' });
    vi.advanceTimersByTime(5000);
    expect(opened.map(({ lastEventId }) => lastEventId)).toEqual([null, 'e:1']);
  });

  it('asks for the whole stack when a patch does not fit, and ignores the stream that it gave up', () => {
    const { store, opened } = createStore();
    store.subscribe(() => {});
    opened[0]?.handlers.onMessage('e:1', whole);
    opened[0]?.handlers.onMessage('e:3', tooFar);
    vi.advanceTimersByTime(10);
    expect(opened.map(({ lastEventId, isClosed }) => [lastEventId, isClosed])).toEqual([
      [null, true],
      [null, false],
    ]);
    opened[0]?.handlers.onMessage('e:2', next);
    expect(store.read().revision).toBe(1);
  });
});
