import { expect, type Page } from '@playwright/test';
import { bootGuest, type Guest } from '../lab/guest.ts';
import { serveInGuest } from '../lab/show.ts';
import { missingForLab } from '../setup/requirements.ts';
import { test } from './serving.ts';
import { type SessionCookie, signInWith } from './sign-in-with.ts';

/**
 * The main case from end to end, on a real kernel and in a real browser: the leak is found, its plan is read, one click
 * runs it, the snapshot can be removed.
 */

/** A guest has one processor and draws its page with it. */
const SOON_MS = 120_000;
const RUN_MS = 600_000;
const SNAPSHOT = 'vm-volumes/snap-docker2.example.com-volumes';

const missing = missingForLab();
test.skip(missing.length > 0, `the lab cannot run here: it lacks ${missing.join(', ')}`);
test.describe.configure({ timeout: 1_200_000, mode: 'serial' });

let guest: Guest;
let address: string;
let cookie: SessionCookie;

test.beforeAll(async () => {
  test.setTimeout(1_200_000);
  guest = await bootGuest({ name: 'run-page', memoryMiB: 2048 });
  await guest.build('s1', 'leaked');
  const served = await serveInGuest(guest, { isPeeking: false });
  address = served.address;
  cookie = await signInWith(served.signInLink);
});
test.afterAll(() => guest?.down());
test.beforeEach(async ({ page }) => {
  await page.context().addCookies([{ ...cookie, httpOnly: true, sameSite: 'Strict' }]);
  await page.setViewportSize({ width: 1360, height: 900 });
});

const dialog = (page: Page) => page.getByRole('dialog');
const shot = (page: Page, stage: string) => page.screenshot({ path: `e2e/out/run-${stage}.png` });
const runState = (page: Page) => dialog(page).locator('[data-run-state]');

async function openPlan(page: Page): Promise<void> {
  await page.goto(address);
  await page
    .getByRole('button', { name: /Guest volume group docker-volumes is active/ })
    .click({ timeout: SOON_MS });
  await shot(page, '1-found');
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await expect(dialog(page)).toBeVisible();
}

test('what changed since it was reviewed is shown, and nothing is run', async ({ page }) => {
  await openPlan(page);
  const button = dialog(page).getByRole('button', { name: 'Remove 2 mappings' });
  await expect(button).toBeEnabled({ timeout: SOON_MS });
  // The page must not hear of it before the button is pressed: its stream is held back, its questions are not.
  await page.context().setOffline(false);
  const before = await guest.ok('dmsetup table; dmsetup deps');
  await guest.ok('mkdir -p /mnt/held; mount -r /dev/docker-volumes/docker-data /mnt/held');
  await button.click({ timeout: SOON_MS }).catch(() => undefined);
  await expect(dialog(page)).toContainText('is mounted at /mnt/held', { timeout: SOON_MS });
  await expect(button).toHaveCount(0);
  expect(await guest.ok('dmsetup table; dmsetup deps')).toBe(before);
  await shot(page, 'refused');
  // Whoever opens the page next is to find it as before: a plan that changes while it is open has to be read again.
  const held = page.locator('.tree-row', { hasText: '/mnt/held' });
  await expect(held).not.toHaveCount(0, { timeout: SOON_MS });
  await guest.ok('umount /mnt/held');
  await expect(held).toHaveCount(0, { timeout: SOON_MS });
});

test('one click frees the leaked snapshot; the run is there again after a reload, and in the journal', async ({
  page,
}) => {
  await openPlan(page);
  const button = dialog(page).getByRole('button', { name: 'Remove 2 mappings' });
  await expect(button).toBeEnabled({ timeout: SOON_MS });
  await shot(page, '2-plan');
  await button.click();
  await expect(runState(page)).toBeVisible({ timeout: SOON_MS });
  await shot(page, '3-running');
  const url = page.url();
  expect(url).toContain('run=');
  // Who asked leaves; the run does not.
  await page.goto('about:blank');
  await page.goto(url);
  await expect(runState(page)).toHaveAttribute('data-run-state', 'done', { timeout: RUN_MS });
  const steps = dialog(page).getByRole('list', { name: 'Steps' }).locator('> li');
  await expect(steps).toHaveCount(2);
  for (const step of await steps.all()) await expect(step).toHaveAttribute('data-state', 'done');
  await expect(dialog(page)).toContainText(`lvremove ${SNAPSHOT}`);
  await shot(page, '4-done');
  expect(await guest.ok('dmsetup ls')).not.toContain('docker--volumes-docker');
  expect(await guest.ok(`/mnt/dmscope/bin/dmscope runs`)).toMatch(/ done +2\/2 /);

  await dialog(page).getByRole('button', { name: 'Close run' }).click();
  await expect(page.getByRole('button', { name: /Guest volume group docker-volumes is active/ })).toHaveCount(
    0,
    {
      timeout: SOON_MS,
    },
  );
  await shot(page, '5-after');
  await guest.ok(`lvremove -y ${SNAPSHOT}`);
  await expect(page.getByRole('row', { name: /^SNAP/ })).toHaveCount(0, { timeout: SOON_MS });
  await shot(page, '6-removed');
});
