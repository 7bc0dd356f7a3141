import { expect, type Locator, type Page } from '@playwright/test';
import { bootGuest, type Guest } from '../lab/guest.ts';
import { serveInGuest } from '../lab/show.ts';
import { missingForLab } from '../setup/requirements.ts';
import { test } from './serving.ts';
import { type SessionCookie, signInWith } from './sign-in-with.ts';

/** A guest has one processor and draws its page with it: what takes a moment elsewhere takes a few seconds here. */
const SOON_MS = 120_000;
/** Longer than a host may be silent before the page says so. */
const STALE_WITHIN_MS = 30_000;

const missing = missingForLab();
test.skip(missing.length > 0, `the lab cannot run here: it lacks ${missing.join(', ')}`);
test.describe.configure({ timeout: 1_200_000 });

let guest: Guest;
let address: string;
let cookie: SessionCookie;

test.beforeAll(async () => {
  test.setTimeout(1_200_000);
  guest = await bootGuest({ name: 'page', memoryMiB: 2048 });
  await guest.build('s1', 'before');
  const served = await serveInGuest(guest);
  address = served.address;
  cookie = await signInWith(served.signInLink);
});
test.afterAll(() => guest?.down());

const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });
const freshness = (page: Page) => page.locator('.freshness');
const bands = (page: Page) => page.locator('.band');
const text = async (locator: Locator) => (await locator.textContent()) ?? '';

/** Opens the page on the guest; what it gives throws if the page was loaded again since. */
async function open(page: Page): Promise<() => Promise<void>> {
  await page.context().addCookies([{ ...cookie, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(address);
  await expect(row(page, /^LV vm--volumes-docker1/)).toBeVisible({ timeout: SOON_MS });
  await expect(freshness(page)).toHaveAttribute('data-live', 'true');
  let loads = 0;
  page.on('domcontentloaded', () => {
    loads += 1;
  });
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
  return async () => {
    expect(await page.evaluate(() => 'isSameDocument' in window), 'the page was loaded again').toBe(true);
    expect(loads, 'the page was loaded again').toBe(0);
  };
}

test('a leak is warned of before it happens; it and its snapshot appear while the page is open, without a reload', async ({
  page,
}, info) => {
  test.setTimeout(1_200_000);
  const expectNoReload = await open(page);
  const changes = page.getByRole('button', { name: /change/ });
  await expect(row(page, /^SNAP/)).toHaveCount(0);
  const warning = page.getByRole('button', {
    name: /^Warning This host's LVM would activate guest volume group docker-volumes on a snapshot of vm-volumes/,
  });
  // Devices are looked into by programs of their own, which start slowly there.
  await expect(warning).toBeVisible({ timeout: 600_000 });
  await expect(row(page, /^LV vm--volumes-docker2.example.com--volumes /)).toContainText(
    'holds VG docker-volumes',
  );
  await page.screenshot({ path: 'e2e/out/live-before.png' });

  await guest.advance('snapshot');
  const snapshot = row(page, /^SNAP vm--volumes-snap--docker2/);
  await expect(snapshot).toHaveCount(1, { timeout: SOON_MS });
  await expect(row(page, /^COW vm--volumes-snap--docker2/)).toHaveCount(1);
  await expect(changes).toHaveText(/^\d+ changes$/);
  const countBefore = Number.parseInt(await text(changes), 10);

  await guest.advance('leaked');
  await expect(row(page, /^LV docker--volumes-docker--data/)).toBeVisible({ timeout: SOON_MS });
  await expect(row(page, /^LV docker--volumes-docker--meta/)).toBeVisible();
  // A command may pass through such a state: it is raised when it has stayed so for half a minute.
  await expect(
    page.getByRole('button', { name: /^Critical Guest volume group docker-volumes is active/ }),
  ).toBeVisible({ timeout: 600_000 });
  await expect(warning).toHaveCount(0, { timeout: SOON_MS });
  await expect(snapshot).toHaveCount(2);
  await expect.poll(async () => Number.parseInt(await text(changes), 10)).toBeGreaterThan(countBefore);

  await snapshot.first().click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('Held by 2');
  await expect(inspector.getByRole('button', { name: /docker--volumes-docker--data/ })).toBeVisible();
  await expect(inspector.getByRole('button', { name: /docker--volumes-docker--meta/ })).toBeVisible();
  await page.screenshot({ path: 'e2e/out/live-leaked.png' });
  await info.attach('live-leaked', { path: 'e2e/out/live-leaked.png', contentType: 'image/png' });

  await changes.click();
  const panel = page.getByRole('dialog', { name: 'Changes' });
  await expect(panel.getByRole('button', { name: /docker--volumes-docker--data.*new/ })).toBeVisible();
  await expect(
    panel.getByRole('button', { name: /^vm--volumes-snap--docker2\S+ .*new/ }).first(),
  ).toBeVisible();
  await page.screenshot({ path: 'e2e/out/live-changes.png' });
  await expect(bands(page)).toHaveCount(0);
  await expectNoReload();
});

test('a device that is suspended says so in a few seconds, and the page stays fresh', async ({ page }) => {
  const expectNoReload = await open(page);
  const volume = row(page, /^LV vm--volumes-docker1/);
  await guest.ok('dmsetup suspend vm--volumes-docker1.example.com--volumes');
  try {
    await expect(volume).toContainText('suspended', { timeout: 8000 });
    for (const until = Date.now() + STALE_WITHIN_MS / 2; Date.now() < until; ) {
      await expect(freshness(page)).toHaveAttribute('data-live', 'true');
      await expect(bands(page)).toHaveCount(0);
      expect(Number(/(\d+) s ago/.exec(await text(freshness(page)))?.[1])).toBeLessThan(10);
      await page.waitForTimeout(1000);
    }
    await page.screenshot({ path: 'e2e/out/live-suspended.png' });
  } finally {
    await guest.ok('dmsetup resume vm--volumes-docker1.example.com--volumes');
  }
  await expect(volume).not.toContainText('suspended', { timeout: 8000 });
  await expectNoReload();
});

test('a host that falls silent is stale, loudly and with the reason, until it answers again', async ({
  page,
}) => {
  const expectNoReload = await open(page);
  await guest.ok("pkill -STOP -f '^sh .*/collector.sh watch'");
  try {
    await expect(bands(page)).toContainText(/Stale: last sign of the host \d+ s ago, 20\d\d-\S+ \S+ UTC/, {
      timeout: STALE_WITHIN_MS,
    });
    await expect(bands(page)).toContainText(/no sign of life for \d+ s/);
    await expect(freshness(page)).not.toHaveAttribute('data-live');
    await expect(row(page, /^LV vm--volumes-docker1/)).toBeVisible();
    await page.screenshot({ path: 'e2e/out/live-stale.png' });
  } finally {
    await guest.ok("pkill -CONT -f '^sh .*/collector.sh watch'");
  }
  await expect(bands(page)).toHaveCount(0, { timeout: SOON_MS });
  await expect(freshness(page)).toHaveAttribute('data-live', 'true');
  await expectNoReload();
});

test('a collector that dies is told, and the next one goes on', async ({ page }) => {
  const expectNoReload = await open(page);
  await guest.ok("pkill -KILL -f '^sh .*/collector.sh watch'");
  await expect(bands(page)).toContainText('the collector was ended by SIGKILL', { timeout: SOON_MS });
  await expect(bands(page)).toHaveCount(0, { timeout: SOON_MS });
  await guest.ok('dmsetup create after-the-kill --table "0 8 zero"');
  await expect(row(page, /after-the-kill/)).toBeVisible({ timeout: SOON_MS });
  await guest.ok('dmsetup remove --retry after-the-kill');
  await expectNoReload();
});

test('a server that hangs with its connections open is noticed, and followed again when it goes on', async ({
  page,
}) => {
  const expectNoReload = await open(page);
  await guest.ok("pkill -STOP -f 'bin/dmscope[.]ts serve'");
  try {
    await expect(bands(page)).toContainText('Connection to dmscope lost, trying again', {
      timeout: STALE_WITHIN_MS,
    });
    await expect(freshness(page)).not.toHaveAttribute('data-live');
  } finally {
    await guest.ok("pkill -CONT -f 'bin/dmscope[.]ts serve'");
  }
  await expect(bands(page)).toHaveCount(0, { timeout: SOON_MS });
  await expect(freshness(page)).toHaveAttribute('data-live', 'true');
  await expectNoReload();
});
