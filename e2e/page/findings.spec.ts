import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { writeLeakyCapture } from './leaky-capture.ts';
import { recordedStack } from './pretended-host.ts';
import { NO_DEVICES, test } from './serving.ts';
import { typeAtOnce } from './type-at-once.ts';

const LEAKED_AND_MOUNTED = fileURLToPath(new URL('../cases/s1-leaked-mounted/capture', import.meta.url));
const LEAK = /^Critical Guest volume group docker-volumes is active inside snapshot/;

const strip = (page: Page) => page.getByRole('region', { name: 'Findings' });
const leak = (page: Page) => strip(page).getByRole('button', { name: LEAK });
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const marked = (page: Page) => page.locator('.tree-row[data-found="critical"]');

test('the leak is in the strip; a click marks its devices, says why, and is in the link', async ({
  page,
  address,
}) => {
  await page.goto(`${address}?start=none`);
  await expect(marked(page)).toHaveCount(0);
  await leak(page).click();
  await expect(marked(page).first()).toBeVisible();
  await expect(marked(page).filter({ hasText: 'docker--data' })).toHaveCount(1);
  await expect(marked(page).filter({ hasText: /snap--docker2/ })).not.toHaveCount(0);
  await expect(inspector(page)).toContainText('docker--volumes-docker--data: 0 409600 linear 254:4 2048');
  await expect(inspector(page)).toContainText('fails with "is used by another device"');
  await expect(inspector(page)).toContainText('lvm vgimportdevices vm-volumes');
  await expect.poll(() => page.url()).toContain('finding=guest-group-on-snapshot-');
  await page.reload();
  await expect(leak(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(marked(page).first()).toBeVisible();
});

test('from a finding to its plan: two removals by UUID, exactly, and a recording runs nothing', async ({
  page,
  address,
}) => {
  await page.goto(address);
  await leak(page).click();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  const plan = page.getByRole('dialog');
  await expect(plan.getByRole('listitem')).toHaveCount(2);
  for (const [at, name] of ['docker--volumes-docker--data', 'docker--volumes-docker--meta'].entries()) {
    const { dm } = recordedStack().devices.find((device) => device.name === name) ?? {};
    await expect(plan.locator('code').nth(at)).toHaveText(
      `dmsetup --manglename none remove --retry --uuid ${dm?.uuid}`,
    );
  }
  await expect(plan).toContainText('This is a recording: there is no host to run it on.');
  await expect(plan.getByRole('button', { name: 'Remove 2 mappings' })).toBeDisabled();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await plan.getByRole('button', { name: 'Copy as text' }).click();
  await expect(plan.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^Free vm--volumes-snap--docker2/,
  );
  await page.keyboard.press('Escape');
  await expect(plan).toHaveCount(0);
  await expect(inspector(page)).toContainText('docker-volumes is active inside snapshot');
});

test('from a device to what would free it; a link to a device that is not there is refused', async ({
  page,
  address,
}) => {
  await page.goto(address);
  await page.getByRole('row', { name: /^SNAP/ }).first().click();
  await inspector(page).getByRole('button', { name: 'What would free this?' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(2);
  await page.goto(`${address}?plan=${encodeURIComponent('remove:nothing-of-this-name')}`);
  await expect(page.getByRole('dialog')).toContainText('The host has no device nothing-of-this-name.');
});

test('a plan that is refused says why and the way out, and still shows its steps', async ({
  page,
  serve,
}) => {
  await page.goto((await serve(LEAKED_AND_MOUNTED)).address);
  await strip(page)
    .getByRole('button', { name: /docker-volumes is active inside snapshot/ })
    .click();
  await inspector(page)
    .getByRole('button', { name: /docker--data/ })
    .click();
  await inspector(page)
    .getByRole('button', { name: /snap--docker2/ })
    .click();
  await inspector(page).getByRole('button', { name: 'What would free this?' }).click();
  const plan = page.getByRole('dialog');
  await expect(plan).toContainText('docker--volumes-docker--data (254:5) is mounted at /mnt/restore (ext4).');
  await expect(plan).toContainText('umount /mnt/restore');
  await expect(plan.getByRole('listitem')).toHaveCount(2);
});

test('f goes to the next finding, escape comes back, and tab reaches everything', async ({
  page,
  address,
}) => {
  await page.goto(address);
  await expect(leak(page)).toBeVisible();
  await page.locator('.tree-row').first().focus();
  await page.keyboard.press('f');
  await expect(leak(page)).toBeFocused();
  await expect(leak(page)).toHaveAttribute('aria-pressed', 'true');
  const show = page.getByRole('button', { name: 'Show the plan' });
  for (let i = 0; i < 12 && !(await show.evaluate((it) => it === document.activeElement)); i++)
    await page.keyboard.press('Tab');
  await expect(show).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('f');
  await page.keyboard.press('Escape');
  await expect(show).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toHaveCount(0);
  await page.getByLabel('Search devices').pressSequentially('f');
  await expect(page.locator('.search-count')).not.toBeEmpty();
  await expect(inspector(page)).toHaveCount(0);
});

test('a letter f within a name still finds the name', async ({ page, address }) => {
  await page.goto(address);
  await expect(leak(page)).toBeVisible();
  await page.locator('.tree-row').first().focus();
  await typeAtOnce(page, 'vf');
  await page.keyboard.press('End');
  await expect(page.locator('.tree-row:focus')).toContainText('ubdf');
  await expect(inspector(page)).toHaveCount(0);
});

test('a finding that is no more says so, a host without any is quiet', async ({ page, address, serve }) => {
  await page.goto(`${address}?finding=guest-group-on-snapshot-gone`);
  await expect(inspector(page)).toContainText('The host does not have this finding, or no longer.');
  await page.goto((await serve(NO_DEVICES)).address);
  await expect(page.getByText('No findings', { exact: false })).toBeVisible();
  await expect(strip(page)).toHaveCount(0);
});

test('five hundred leaks among ten thousand devices take a few lines, and each is a key away', async ({
  page,
  serve,
}) => {
  await page.goto((await serve(await writeLeakyCapture(10_000, 500))).address);
  await expect(strip(page).getByRole('button')).toHaveCount(4);
  await strip(page).getByRole('button', { name: '497 more' }).click();
  await expect(strip(page).getByRole('button')).toHaveCount(201);
  await strip(page).getByRole('button', { name: 'Fewer' }).click();
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('f');
    await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText(`group guest${i} is`);
  }
  await expect(strip(page).getByRole('button', { pressed: true })).toBeFocused();
  await expect(strip(page).getByRole('button')).toHaveCount(4);
  await expect(marked(page).filter({ hasText: 'guest4-data' }).first()).toBeInViewport();
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`axe finds nothing about findings and plans: ${width}`, async ({ page, address }) => {
    const look = (state: string) => expectAccessible(page, { name: `${state}-${width}` });
    await page.setViewportSize({ width, height });
    await page.goto(address);
    await expect(leak(page)).toBeVisible();
    await look('strip');
    await leak(page).click();
    await expect(inspector(page)).toBeVisible();
    await look('finding');
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('plan');
  });
}
