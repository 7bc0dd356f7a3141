import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Stack } from '../../lib/stack/stack.ts';
import { serveCapture } from '../page/serving.ts';
import { type SessionCookie, signInWith } from '../page/sign-in-with.ts';
import { CHROMIUM } from './chromium.ts';
import { best, median, printFigure, type Unit } from './figures.ts';
import { type Figures, longest, sum } from './figures-of-tasks.ts';
import { generateHost } from './generate-host.ts';
import { type Task, watchMainThread } from './main-thread.ts';
import { markArrival } from './mark-arrival.ts';
import { stackOf } from './model.ts';
import { timeChange } from './page-change.ts';
import { timePagePictures } from './page-pictures.ts';
import { timePictures } from './pictures.ts';

const ROUNDS = 5;
const LEAKS = 500;

/**
 * The page with a large host, in a browser that never saw it: from the stack's arrival to its tree, and what keys and
 * wheel cost then; then its pictures, and a device that comes. Median and best of some rounds; `wall_against_cpu` says
 * how much of the time went to others on this machine.
 */
export async function benchPage(deviceCount: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dmscope-bench-'));
  const capture = join(folder, 'large.capture');
  const host = generateHost(deviceCount, LEAKS);
  await writeFile(capture, host);
  const served = await serveCapture(capture);
  const browser = await chromium.launch(CHROMIUM);
  try {
    const cookie = await signInWith(served.signInLink);
    const stack = stackOf(host);
    const rounds: Figures[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const ofTree = await round(browser, cookie, stack);
      const ofPictures = await timePagePictures(browser, cookie, stack);
      rounds.push(new Map([...ofTree, ...ofPictures, ...(await timeChange(browser, cookie, stack))]));
    }
    for (const [name, [, unit]] of rounds[0] ?? []) {
      const values = rounds.map((figures) => figures.get(name)?.[0] ?? Number.NaN);
      printFigure(`page_${deviceCount}_${name}`, median(values), unit);
      if (unit === 'ms') printFigure(`page_${deviceCount}_${name}_best`, best(values), unit);
    }
    printFigure(`page_${deviceCount}_load_average`, loadavg()[0] ?? Number.NaN, 'ratio');
  } finally {
    await browser.close();
    await served.stop();
    await rm(folder, { recursive: true });
  }
}

/** What a reader does with a tree that is there; each is left as it was found. */
const ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async typing(page) {
    await page.getByLabel('Search devices').focus();
    await page.keyboard.type('guest499', { delay: 100 });
    await pause(500);
    await page.keyboard.press('Escape');
    await pause(500);
  },
  async wheel(page) {
    await page.mouse.move(500, 500);
    for (let i = 0; i < 30; i++) {
      await page.mouse.wheel(0, 400);
      await pause(30);
    }
  },
  async page_down(page) {
    await page.locator('.tree-row').first().focus();
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press('PageDown');
      await pause(30);
    }
    await page.keyboard.press('End');
    await pause(200);
    await page.keyboard.press('Home');
    await pause(200);
  },
  async opening(page) {
    await page.locator('.tree-row[aria-expanded=true]').first().focus();
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowLeft', 'ArrowRight']) {
      await page.keyboard.press(key);
      await pause(300);
    }
  },
  async selecting(page) {
    await page.locator('.tree-row').nth(3).click();
    await pause(500);
    await page.keyboard.press('ArrowDown');
    await pause(500);
    await page.keyboard.press('Escape');
    await pause(300);
  },
};

async function round(browser: Browser, cookie: SessionCookie, stack: Stack): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.addCookies([cookie]);
    const page = await context.newPage();
    const figures = new Map(await opened(page, cookie.url));
    const all: Task[] = [];
    for (const [name, act] of Object.entries(ACTS)) {
      await pause(500);
      const { tasks } = await watchMainThread(page, () => act(page));
      all.push(...tasks);
      for (const [figure, value] of longest(name, tasks)) figures.set(figure, value);
    }
    const pictures = await timePictures(browser, stack);
    figures.set('diagram_of_a_device_alone', [pictures.diagram, 'ms']);
    figures.set('overview_alone', [pictures.overview, 'ms']);
    figures.set('memory', [await heapOf(page), 'MB']);
    figures.set('wall_against_cpu', [sum(all.map((t) => t.wallMs)) / sum(all.map((t) => t.cpuMs)), 'ratio']);
    return figures;
  } finally {
    await context.close();
  }
}

/** From the stack's arrival to the tree, and to what is wrong with the host. */
async function opened(page: Page, address: string): Promise<Figures> {
  const whenFound = await markArrival(page);
  const { tasks, marks } = await watchMainThread(page, async () => {
    await page.goto(address);
    await whenFound();
  });
  const between = (from: string, to: string) =>
    (marks.get(to) ?? Number.NaN) - (marks.get(from) ?? Number.NaN);
  const since = (mark: string) => tasks.filter(({ atMs }) => atMs >= (marks.get(mark) ?? 0));
  return new Map<string, readonly [number, Unit]>([
    ['arrival_to_tree', [between('stack-arrived', 'tree-painted'), 'ms']],
    ['arrival_to_findings', [between('stack-arrived', 'findings-shown'), 'ms']],
    ...longest('arriving', tasks),
    ...longest('finding', since('tree-painted')),
  ]);
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
