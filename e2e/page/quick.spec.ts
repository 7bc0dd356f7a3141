import { expect, type Page } from '@playwright/test';
import { writeLargeCapture } from './large-capture.ts';
import { writeLeakyCapture } from './leaky-capture.ts';
import { tasksBetween } from './main-thread.ts';
import { CHAIN, LATTICE, NO_DEVICES, test } from './serving.ts';

/** How long a key may hold up the page, in ms: what feels immediate, with room for a busy machine. */
const LONG_TASK_MS = 200;

async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
}

const longestTask = (page: Page) =>
  page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks));
const rowCount = async (page: Page) =>
  Number(await page.getByRole('treegrid').getAttribute('aria-rowcount')) - 1;

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator('.tree-row').first()).toBeVisible();
  await watchLongTasks(page);
}

test('a lattice of 4,096 paths opens with a few hundred rows, and all of them on demand', async ({
  page,
  serve,
}) => {
  await open(page, (await serve(LATTICE)).address);
  expect(await rowCount(page)).toBeLessThan(300);
  await page.getByRole('button', { name: 'Open all' }).click();
  await expect.poll(() => rowCount(page)).toBeGreaterThan(8000);
  await page.locator('.tree-row').first().focus();
  await page.keyboard.press('End');
  await expect(page.locator('.tree-row:focus')).toBeVisible();
  expect(await page.locator('.tree-row').count()).toBeLessThan(120);
  expect(await longestTask(page)).toBeLessThan(LONG_TASK_MS);
  await page.screenshot({ path: 'e2e/out/page-lattice.png' });
});

test('a chain of 200 levels stays readable to its end', async ({ page, serve }) => {
  await open(page, (await serve(CHAIN)).address);
  expect(await rowCount(page)).toBeGreaterThan(200);
  await page.locator('.tree-row').first().focus();
  await page.keyboard.press('End');
  const last = page.locator('.tree-row[aria-level="201"]');
  await expect(last).toBeVisible();
  const name = await last.locator('.device-name').boundingBox();
  expect(name?.width).toBeGreaterThan(30);
  expect(await longestTask(page)).toBeLessThan(LONG_TASK_MS);
  await page.screenshot({ path: 'e2e/out/page-chain.png' });
});

test('ten thousand devices are searched as one types', async ({ page, serve }) => {
  await open(page, (await serve(await writeLargeCapture(10_000))).address);
  expect(await rowCount(page)).toBeGreaterThanOrEqual(10_000);
  await page.getByLabel('Search devices').pressSequentially('volume0999', { delay: 60 });
  await expect(page.locator('.search-count')).toHaveText('10 found');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.locator('.tree-row').first().focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await expect(page.locator('.tree-row:focus')).toContainText('sda');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('.tree-row:focus')).toContainText('volume09999');
  expect(await longestTask(page)).toBeLessThan(LONG_TASK_MS);
});

/** What a slice of work beside the page may compute at most, in ms: what the browser calls a long task. */
const SLICE_AT_MOST_MS = 50;

test('500 leaks among ten thousand devices are found beside the page, none of it a long task', async ({
  page,
  serve,
}) => {
  // Marks when the tree has been drawn and painted, and when the findings are there.
  await page.addInitScript(() => {
    let isDrawn = false;
    const watcher = new MutationObserver(() => {
      if (!isDrawn && document.querySelector('.tree-row')) {
        isDrawn = true;
        requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('tree-painted')));
      }
      if (!document.querySelector('[aria-label="Findings"]')) return;
      performance.mark('findings-shown');
      watcher.disconnect();
    });
    watcher.observe(document, { childList: true, subtree: true });
  });
  const { address } = await serve(await writeLeakyCapture(10_000, 500));
  const tasks = await tasksBetween(page, { from: 'tree-painted', to: 'findings-shown' }, async () => {
    await page.goto(address);
    const strip = page.getByRole('region', { name: 'Findings' });
    await expect(strip.getByRole('button').first()).toBeVisible({ timeout: 15_000 });
  });
  expect(tasks.length).toBeGreaterThan(2);
  expect(Math.max(...tasks)).toBeLessThan(SLICE_AT_MOST_MS);
});

test('a host without mapped devices says so', async ({ page, serve }) => {
  const served = await serve(NO_DEVICES);
  await page.goto(`${served.address}?scope=dm`);
  await expect(page.getByRole('heading', { name: 'No mapped devices' })).toBeVisible();
});
