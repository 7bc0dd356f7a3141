import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { bootGuest, type Guest } from '../lab/guest.ts';
import { serveInGuest } from '../lab/show.ts';
import { missingForLab } from '../setup/requirements.ts';
import { expectAccessible } from './expect-accessible.ts';
import { test } from './serving.ts';
import { type SessionCookie, signInWith } from './sign-in-with.ts';

/** A real pool with unclaimed thin IDs, looked into from the page. A guest has one processor, and all takes longer. */
const SOON_MS = 120_000;

const missing = missingForLab();
test.skip(missing.length > 0, `the lab cannot run here: it lacks ${missing.join(', ')}`);
test.describe.configure({ timeout: 1_200_000, mode: 'serial' });

let guest: Guest;
let address: string;
let cookie: SessionCookie;

test.beforeAll(async () => {
  test.setTimeout(1_200_000);
  guest = await bootGuest({ name: 'pool-page', memoryMiB: 2048 });
  await guest.build('thin', 'unclaimed');
  const served = await serveInGuest(guest, { isPeeking: false });
  address = served.address;
  cookie = await signInWith(served.signInLink);
});
test.afterAll(() => guest?.down());

const heldRoot = () => guest.ok("dmsetup status vg-pool-tpool | cut -d' ' -f7");
const line = (page: Page, id: number) =>
  page.locator('.pool-thins tbody tr').filter({ has: page.locator(`td:first-child:text-is("${id}")`) });

const menu = async (page: Page, id: number, item: RegExp) => {
  await line(page, id)
    .getByRole('button', { name: /^What can be done/ })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
};
const dialog = (page: Page) => page.getByRole('dialog');
const open = async (page: Page) => {
  await page.context().addCookies([{ ...cookie, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(address);
  await page.getByRole('radio', { name: 'Pool' }).click({ timeout: SOON_MS });
};
const look = async (page: Page) => {
  await page.getByRole('button', { name: 'Look into it' }).click();
  await expect(page.getByRole('button', { name: 'Look again' })).toBeVisible({ timeout: SOON_MS });
};

test('a pool tells what it holds: what is unclaimed, who shares with whom, every thin ID', async ({
  page,
}) => {
  await open(page);
  await expect(page.locator('.picture-title')).toHaveText('Thin pool vg-pool-tpool');
  await expect(line(page, 101)).toContainText('orphan-thin');
  await expect(line(page, 102)).toHaveCount(0);
  await look(page);
  expect((await heldRoot()).trim()).toBe('-');

  await expect(page.locator('.pool-findings')).toContainText('2 unclaimed thin IDs');
  await expect(line(page, 102)).toContainText('unclaimed');
  await page.getByRole('columnheader', { name: 'Its own' }).getByRole('button').click();
  await expect(page.locator('.pool-thins tbody tr').first()).toContainText('orphan-thin');
  await page.getByRole('searchbox', { name: 'Find thin volumes' }).fill('snap');
  await expect(page.locator('.pool-thins tbody tr')).toHaveCount(2);
  await expect(page.getByRole('img', { name: /^Sharing in pool/ })).toBeVisible();
  await expectAccessible(page, { name: 'pool' });

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'JSON' }).click();
  const json = JSON.parse(await readFile(await (await saved).path(), 'utf8'));
  expect(json.thins.map(({ thinId }: { thinId: number }) => thinId)).toContain(102);
});

test('a volume gets a label that stays, and LVM’s are left to LVM, by the line that does it', async ({
  page,
}) => {
  await open(page);
  await look(page);
  await menu(page, 102, /^Label/);
  await dialog(page).getByLabel('Label').fill('left by hand');
  await expectAccessible(page, { name: 'pool-label', within: '.dialog' });
  await dialog(page).getByRole('button', { name: 'Save the label' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(line(page, 102)).toContainText('left by hand');
  await page.reload();
  await look(page);
  await expect(line(page, 102)).toContainText('left by hand');
  await expect(page.locator('.pool-findings')).toContainText('an unclaimed thin ID');

  await menu(page, 1, /^Take a snapshot/);
  await expect(dialog(page).getByLabel('Thin ID')).toHaveValue('103');
  await dialog(page).getByLabel('Name').fill('thin1-backup');
  await dialog(page).getByRole('button', { name: 'Show the plan' }).click();
  await expect(dialog(page)).toContainText('lvcreate -s vg/thin1 -n thin1-backup', { timeout: SOON_MS });
  await expect(dialog(page)).not.toContainText('could not');
});
