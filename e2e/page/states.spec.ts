import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { type PretendedHost, pretendHost } from './pretended-host.ts';
import { after, before, damaged, whole } from './recorded-stacks.ts';
import { CHAIN, test } from './serving.ts';

type State = {
  readonly name: string;
  readonly query?: string;
  readonly make: (page: Page, host: PretendedHost) => Promise<void> | void;
  /** What is then to be seen. */
  readonly shows: string | RegExp;
};

const STATES: readonly State[] = [
  { name: 'connecting', make: () => {}, shows: 'connecting' },
  {
    name: 'not-yet',
    make: (_, host) =>
      host.sendFreshness({
        state: 'stale',
        reason: 'the collector ended with status 3: no right to ask device-mapper',
        lastSignAtMs: null,
      }),
    shows: 'Nothing from the host yet',
  },
  {
    name: 'stale',
    make: (_, host) => {
      host.sendStack(whole);
      const reason = 'the host has not answered for 17 s, asked for dmsetup-table';
      host.sendFreshness({ state: 'stale', reason, lastSignAtMs: Date.now() - 17_000 });
    },
    shows: /Stale: last sign of the host 1\d s ago, .* UTC/,
  },
  {
    name: 'lost',
    make: async (page, host) => {
      host.sendStack(whole);
      host.sendFreshness({});
      await expect(page.getByRole('row', { name: /^SNAP/ }).first()).toBeVisible();
      host.cut();
    },
    shows: 'Connection to dmscope lost, trying again',
  },
  {
    name: 'problems',
    query: '?panel=problems',
    make: (_, host) => {
      host.sendFreshness({});
      host.sendStack(damaged);
    },
    shows: 'dmsetup-table:3',
  },
  {
    name: 'changes',
    query: '?panel=changes',
    make: async (page, host) => {
      host.sendFreshness({});
      host.sendStack(before);
      await expect(page.getByRole('row', { name: /^SNAP/ }).first()).toBeVisible();
      host.sendStack(after);
    },
    shows: 'now suspended',
  },
];

for (const { name, query = '', make, shows } of STATES) {
  test(`axe finds nothing: ${name}, in both themes`, async ({ page, address }) => {
    const host = await pretendHost(page);
    const stream = page.waitForResponse(/host\.watch/);
    await page.goto(`${address}${query}`);
    await stream;
    await make(page, host);
    await expect(page.getByText(shows).first()).toBeVisible();
    await expectAccessible(page, { name });
  });
}

test('what has changed is counted once, listed, and leads to the device', async ({ page, address }) => {
  const host = await pretendHost(page);
  const stream = page.waitForResponse(/host\.watch/);
  await page.goto(address);
  await stream;
  host.sendFreshness({});
  host.sendStack(before);
  await expect(page.getByRole('button', { name: 'No new changes' })).toBeVisible();
  host.sendStack(after);
  await page.getByRole('button', { name: '3 changes' }).click();
  const panel = page.getByRole('dialog', { name: 'Changes' });
  await expect(panel.getByRole('listitem')).toHaveCount(3);
  await panel.getByRole('button', { name: /docker--meta new/ }).click();
  await expect(page.locator('.tree-row[aria-selected="true"]')).toContainText('docker--meta');
  await expect(page.locator('.tree-row[data-changed]').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'No new changes' })).toBeVisible();
});

test('all of a tree of moderate size is printed, on as many pages as it takes', async ({ page, serve }) => {
  await page.goto((await serve(CHAIN)).address);
  await expect(page.locator('.tree-row').first()).toBeVisible();
  const rows = Number(await page.getByRole('treegrid').getAttribute('aria-rowcount')) - 1;
  expect(rows).toBeGreaterThan(200);
  expect(await page.locator('.tree-row').count()).toBeLessThan(100);
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      sessionStorage.setItem('printed', String(document.querySelectorAll('.tree-row').length));
    });
  });
  const pdf = await page.pdf({ format: 'A4' });
  expect(Number(await page.evaluate(() => sessionStorage.getItem('printed')))).toBe(rows);
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(5);
  await expect.poll(() => page.locator('.tree-row').count()).toBeLessThan(100);
});
