import { expect } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { test } from './serving.ts';

const STATES: readonly (readonly [string, string])[] = [
  ['tree', ''],
  ['bases-first', '?order=bases-first&scope=dm'],
  ['search', '?q=docker2'],
  ['nothing-found', '?q=nosuchthing'],
  ['device', '?device=DEVICE'],
  ['table', '?device=DEVICE&tab=table'],
  ['raw', '?device=DEVICE&tab=raw'],
  ['gone', '?device=dm:gone'],
  ['no-such-host', '?host=elsewhere'],
  ['help', '?panel=help'],
];

for (const [state, query] of STATES) {
  test(`axe finds nothing: ${state}, in both themes`, async ({ page, address }) => {
    await page.goto(address);
    await page.getByRole('row', { name: /^SNAP/ }).first().click();
    await expect.poll(() => page.url()).toContain('device=');
    const device = new URL(page.url()).searchParams.get('device') ?? '';
    await page.goto(`${address}${query.replace('DEVICE', encodeURIComponent(device))}`);
    await expect(page.locator('.tree-row, .notice').first()).toBeVisible();
    if (state === 'raw') await expect(page.locator('.raw-section').first()).toBeVisible();
    await expectAccessible(page, { name: state });
  });
}

test('a chosen theme is there from the first paint on', async ({ page, address }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  await page.getByRole('button', { name: /^Theme: system/ }).click();
  await page.getByRole('button', { name: /^Theme: light/ }).click();
  await page.addInitScript(() => {
    new PerformanceObserver((list, observer) => {
      const theme = document.documentElement.dataset.theme;
      if (list.getEntriesByName('first-contentful-paint').length > 0) {
        sessionStorage.setItem('themeAtFirstPaint', theme ?? '');
        observer.disconnect();
      }
    }).observe({ type: 'paint', buffered: true });
  });
  await page.reload();
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('themeAtFirstPaint'))).toBe('dark');
  const surface = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(surface).toBe('rgb(20, 22, 24)');
});
