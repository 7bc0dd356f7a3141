import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { pretendHost, recordedStack } from './pretended-host.ts';
import { test } from './serving.ts';
import { typeAtOnce } from './type-at-once.ts';

const picture = (page: Page) => page.locator('.picture-region');
const box = (page: Page, name: RegExp) => picture(page).getByRole('button', { name }).first();
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const leak = (page: Page) => page.getByRole('button', { name: /^Critical Guest volume group/ });
const zoom = (page: Page) => picture(page).getByLabel('Zoom', { exact: true });

const SNAPSHOT = /^vm--volumes-snap--docker2.example.com--volumes, Snapshot/;
const GUEST_DATA = /^docker--volumes-docker--data, /;

test('the diagram of a finding says what holds it; a device of it comes into focus, is folded, and is in the link', async ({
  page,
  address,
}) => {
  await page.goto(`${address}?show=diagram`);
  await expect(box(page, /^ubdf, /)).toBeVisible();
  await leak(page).click();
  await expect(picture(page)).toContainText('is held by docker--volumes-docker--data and docker--volumes');
  await expect(picture(page).locator('text', { hasText: /^held by$/ })).toBeVisible();
  await expect(box(page, /^ubdf, /)).toHaveCount(0);
  await box(page, /-real, Origin's data/).click();
  await expect(inspector(page)).toContainText('Held by 2');
  await page.getByRole('button', { name: 'Focus on selected' }).click();
  await expect(picture(page).getByRole('heading')).toHaveText(
    /^What holds vm--volumes-docker2.example.com--volumes-real$/,
  );
  await page.getByRole('radiogroup', { name: 'Depth of holders' }).getByRole('radio', { name: '1' }).click();
  await expect(box(page, SNAPSHOT)).toBeVisible();
  await expect(box(page, GUEST_DATA)).toHaveCount(0);
  await page.getByRole('button', { name: 'Fold its holders' }).click();
  await expect(box(page, SNAPSHOT)).toHaveCount(0);
  await page.reload();
  await expect(box(page, /^md125, /)).toBeVisible();
  await expect(box(page, SNAPSHOT)).toHaveCount(0);
  await expect(box(page, /-real, Origin's data/)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Unfold its holders' }).click();
  await expect(box(page, SNAPSHOT)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the finding' }).click();
  await expect(box(page, GUEST_DATA)).toBeVisible();
});

test('with keys alone: into the diagram, along its lines, closer, and back to the tree', async ({
  page,
  address,
}) => {
  await page.goto(address);
  // When it comes it takes some of the picture's room.
  await expect(leak(page)).toBeVisible();
  await page.locator('.tree-row').first().focus();
  await page.keyboard.press('d');
  await expect(picture(page).locator('.scene-pick:focus')).toHaveCount(1);
  await box(page, /^md125, /).focus();
  await page.keyboard.press('ArrowDown');
  await expect(picture(page).locator('.scene-pick:focus')).toHaveAccessibleName(/^ubd[ab], Disk/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(picture(page).locator('.scene-pick:focus')).toHaveAccessibleName(/^vm--volumes-/);
  await page.keyboard.press('0');
  const before = (await zoom(page).textContent()) ?? '';
  await page.keyboard.press('+');
  await expect(zoom(page)).not.toHaveText(before);
  await page.keyboard.press('0');
  await expect(zoom(page)).toHaveText(before);
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toContainText('vm--volumes-');
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toHaveCount(0);
  await page.keyboard.press('d');
  await expect(picture(page)).toHaveCount(0);
  await expect(page.locator('.tree-row:focus')).toHaveCount(1);
  await typeAtOnce(page, 'ubd');
  await expect(page.locator('.tree-row:focus')).toContainText('ubd');
  await expect(picture(page)).toHaveCount(0);
  await page.getByLabel('Search devices').pressSequentially('d');
  await expect(page.locator('.search-count')).not.toBeEmpty();
  await expect(picture(page)).toHaveCount(0);
});

test('a search marks what it finds in the picture; wheel and pointer move it, a click still selects', async ({
  page,
  address,
}) => {
  await page.goto(`${address}?show=diagram&q=docker--data`);
  await expect(box(page, GUEST_DATA)).toHaveAttribute('data-match', 'true');
  await expect(box(page, /^md125, /)).toHaveAttribute('data-quiet', 'true');
  const place = await box(page, GUEST_DATA).boundingBox();
  if (!place) throw new Error('the device has no place');
  const left = async () => Math.round((await box(page, GUEST_DATA).boundingBox())?.x ?? 0);
  await page.mouse.move(place.x + 20, place.y + 20);
  await page.mouse.down();
  await page.mouse.move(place.x - 40, place.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect.poll(left).toBeCloseTo(place.x - 60, -1);
  await expect(inspector(page)).toHaveCount(0);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await expect
    .poll(async () => (await box(page, GUEST_DATA).boundingBox())?.width)
    .toBeGreaterThan(place.width * 1.5);
  await box(page, GUEST_DATA).click();
  await expect(inspector(page)).toContainText('docker--volumes-docker--data');
});

test('a device that comes moves no other', async ({ page, address }) => {
  const host = await pretendHost(page);
  const stream = page.waitForResponse(/host\.watch/);
  await page.goto(`${address}?show=diagram`);
  await stream;
  host.sendFreshness({});
  const stack = recordedStack();
  const guests = stack.devices.filter(({ name }) => name === 'docker--volumes-docker--meta');
  host.sendStack({ ...stack, devices: stack.devices.filter((device) => !guests.includes(device)) });
  await expect(box(page, SNAPSHOT)).toBeVisible();
  await expect(box(page, /^docker--volumes-docker--meta, /)).toHaveCount(0);
  const placesOf = () =>
    page
      .locator('.scene-pick > rect:first-of-type')
      .evaluateAll((all) => all.map((each) => [each.getAttribute('x'), each.getAttribute('y')].join(' ')));
  const before = await placesOf();
  host.sendStack(stack);
  await expect(box(page, /^docker--volumes-docker--meta, /)).toBeVisible();
  expect(await placesOf()).toEqual(expect.arrayContaining(before));
});

test('extents say which sectors belong to what, and the overview leads to a device', async ({
  page,
  address,
}) => {
  await page.goto(`${address}?show=extents`);
  await picture(page)
    .getByRole('button', { name: /^DISK ubda/ })
    .click();
  await page
    .locator('.extents-scene')
    .getByRole('button', { name: /^md125 \(member\): sectors / })
    .click();
  await expect(picture(page).getByRole('heading', { level: 2 })).toHaveText('Extents of md125');
  await expect(
    page.locator('.extents-scene').getByRole('button', {
      name: 'vm--volumes-docker2.example.com--volumes-real: sectors 2,048 to 616,447, 300 MiB, 314,572,800 bytes',
    }),
  ).toBeVisible();
  await expect(picture(page).getByRole('row', { name: /not mapped/ })).toHaveCount(2);
  await page.getByRole('radio', { name: 'Overview' }).click();
  await box(page, /^docker--volumes-docker--data, LVM volume/).click();
  await expect(inspector(page)).toContainText('docker--volumes-docker--data');
  await page.getByRole('button', { name: 'Show its diagram' }).click();
  await expect(picture(page).getByRole('heading', { level: 2 })).toHaveText(
    'What docker--volumes-docker--data stands on',
  );
});

test('a diagram is printed on one sheet', async ({ page, address }) => {
  await page.goto(`${address}?show=diagram`);
  await leak(page).click();
  await page.keyboard.press('+');
  await expect(box(page, SNAPSHOT)).toBeVisible();
  await page.getByRole('button', { name: 'Close finding' }).click();
  const sheets = `${(await page.pdf({ format: 'A4' })).toString('latin1')}`.match(/\/Type\s*\/Page\b/g);
  expect(sheets).toHaveLength(1);
});

for (const width of [1440, 390]) {
  test(`axe finds nothing in pictures, in both themes: ${width}`, async ({ page, address }) => {
    const look = (state: string) => expectAccessible(page, { name: `${state}-${width}` });
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.goto(`${address}?show=diagram&q=md125`);
    await expect(box(page, SNAPSHOT)).toBeVisible();
    await look('diagram-search');
    await page.goto(`${address}?show=diagram`);
    await leak(page).click();
    await expect(picture(page).locator('text', { hasText: /^held by$/ })).toBeVisible();
    await look('diagram');
    await page.goto(`${address}?show=extents`);
    await look('extents-empty');
    await picture(page)
      .getByRole('button', { name: /^DISK ubda/ })
      .click();
    await expect(page.locator('.extents-scene')).toBeVisible();
    await look('extents');
    await page.goto(`${address}?show=overview`);
    await box(page, /^md125, /).click();
    await look('overview');
  });
}
