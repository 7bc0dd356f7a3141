import type { Page } from '@playwright/test';

/** What of a Chromium trace event is read here; times in µs, `tdur` is what the thread itself computed. */
type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
};

const CATEGORIES = ['toplevel', 'blink.user_timing', 'devtools.timeline'];

/**
 * Computing time of each task of the page's own thread between two of its performance marks, in ms, without those that
 * draw a frame, or do what the test itself asks of the page. Unlike the browser's
 * long tasks, which count a wait for the processor too, this is the same on a machine that has other things to do.
 */
export async function tasksBetween(
  page: Page,
  marks: { readonly from: string; readonly to: string },
  act: () => Promise<void>,
): Promise<readonly number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser to trace');
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  const trace: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(`${await browser.stopTracing()}`);
  const markOf = (name: string) => trace.traceEvents.find((event) => event.name === name);
  const [from, to] = [markOf(marks.from), markOf(marks.to)];
  if (!from || !to || to.ts < from.ts)
    throw new Error(`the page did not mark ${marks.from}, then ${marks.to}`);
  const own = trace.traceEvents.filter(({ pid, tid }) => pid === from.pid && tid === from.tid);
  const others = own.filter(({ name }) => NOT_SCRIPTS.has(name)).map(({ ts }) => ts);
  const isOther = ({ ts, dur = 0 }: TraceEvent) => others.some((at) => at >= ts && at <= ts + dur);
  return own
    .filter((event) => event.name.endsWith('RunTask') && event.ts >= from.ts && event.ts <= to.ts)
    .filter((task) => !isOther(task))
    .map(({ tdur = 0 }) => tdur / 1000);
}

/** A frame that is drawn, and a message from outside of the page, such as a test that looks for an element. */
const NOT_SCRIPTS = new Set(['UpdateLayoutTree', 'Receive mojo message']);
