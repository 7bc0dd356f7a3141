import { expect, type Page } from '@playwright/test';
import { writeLargeCapture } from './large-capture.ts';
import { writeLeakyCapture } from './leaky-capture.ts';
import { CHAIN, LATTICE, NO_DEVICES, test } from './serving.ts';

const rowCount = async (page: Page) =>
  Number(await page.getByRole('treegrid').getAttribute('aria-rowcount')) - 1;

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator('.tree-row').first()).toBeVisible();
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
  expect(await page.locator('.tree-row').count()).toBeLessThan(120);
  await page.keyboard.press('End');
  await expect(page.locator('.tree-row:focus')).toContainText('sda');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('.tree-row:focus')).toContainText('volume09999');
});

/** Holds the page's work in the background after `slices` of it, until `letGo` is called. */
async function holdAfter(page: Page, slices: number): Promise<{ readonly letGo: () => Promise<void> }> {
  await page.addInitScript((limit) => {
    const released = Promise.withResolvers<void>();
    const post = scheduler.postTask.bind(scheduler);
    let count = 0;
    scheduler.postTask = async (task, options) => {
      if (options?.priority === 'background' && ++count > limit) await released.promise;
      return post(task, options);
    };
    Object.assign(window, { letGo: released.resolve });
  }, slices);
  return { letGo: () => page.evaluate(() => (window as unknown as { letGo: () => void }).letGo()) };
}

test('500 leaks among ten thousand devices are found in slices, and the page answers in between', async ({
  page,
  serve,
}) => {
  const background = await holdAfter(page, 3);
  await open(page, (await serve(await writeLeakyCapture(10_000, 500))).address);
  const findings = page.getByRole('region', { name: 'Findings' });
  await page.getByLabel('Search devices').pressSequentially('guest499-');
  await expect(page.locator('.search-count')).toHaveText('2 found');
  await expect(findings).toHaveCount(0);
  await background.letGo();
  await expect(findings.getByRole('button').first()).toBeVisible();
});

test('a host without mapped devices says so', async ({ page, serve }) => {
  const served = await serve(NO_DEVICES);
  await page.goto(`${served.address}?scope=dm`);
  await expect(page.getByRole('heading', { name: 'No mapped devices' })).toBeVisible();
});
