import { expect } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { snapshot } from './recorded-stacks.ts';
import { test } from './serving.ts';

const SNAPSHOT = new URLSearchParams({ device: snapshot?.identity ?? '' }).toString();
const STATES: readonly (readonly [string, string])[] = [
  ['tree', ''],
  ['bases-first', '?order=bases-first&scope=dm'],
  ['search', '?q=docker2'],
  ['nothing-found', '?q=nosuchthing'],
  ['device', `?${SNAPSHOT}`],
  ['table', `?${SNAPSHOT}&tab=table`],
  ['raw', `?${SNAPSHOT}&tab=raw`],
  ['gone', '?device=dm:gone'],
  ['no-such-host', '?host=elsewhere'],
  ['help', '?panel=help'],
];

for (const [state, query] of STATES) {
  test(`axe finds nothing: ${state}, in both themes`, async ({ page, address }) => {
    await page.goto(`${address}${query}`);
    await expect(page.locator('.tree-row, .notice').first()).toBeVisible();
    if (query.startsWith(`?${SNAPSHOT}`))
      await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('snap--docker2');
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
