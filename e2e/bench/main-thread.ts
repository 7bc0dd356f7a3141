import type { Page } from '@playwright/test';

/** What the page's own thread did in one go, in ms: by the clock, and what it computed of that time. */
export type Task = { readonly atMs: number; readonly wallMs: number; readonly cpuMs: number };

export type Watched = {
  readonly tasks: readonly Task[];
  /** When the page set each of its performance marks, in ms, on the clock of `atMs`; the first of a name. */
  readonly marks: ReadonlyMap<string, number>;
};

/** What of a Chromium trace event is read here; times in µs, `tdur` is what the thread itself computed. */
type TraceEvent = {
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
};

const CATEGORIES = ['toplevel', 'blink.user_timing'];

/**
 * Every task of the page's thread while something is done with it. The clock tells what a reader waits for, and on a
 * machine that has other things to do counts these too; the computing time is the same on any.
 */
export async function watchMainThread(page: Page, act: () => Promise<void>): Promise<Watched> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser to trace');
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  await page.evaluate((mark) => performance.mark(mark), END);
  const trace: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(`${await browser.stopTracing()}`);
  const set = trace.traceEvents.filter(({ cat }) => cat.includes('blink.user_timing'));
  const end = set.findLast(({ name }) => name === END);
  if (!end) throw new Error('the trace has no end');
  const own = trace.traceEvents.filter(({ pid, tid }) => pid === end.pid && tid === end.tid);
  const tasks = own
    .filter(({ name }) => name.endsWith('RunTask'))
    .map(({ ts, dur = 0, tdur = 0 }) => ({ atMs: ts / 1000, wallMs: dur / 1000, cpuMs: tdur / 1000 }));
  const marks = new Map(set.toReversed().map(({ name, ts }) => [name, ts / 1000]));
  return { tasks, marks };
}

const END = 'watched';
