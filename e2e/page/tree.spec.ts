import { expect, type Page } from '@playwright/test';
import { test } from './serving.ts';
import { typeAtOnce } from './type-at-once.ts';

const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });
const focused = (page: Page) => page.locator('.tree-row:focus');

test.beforeEach(async ({ page, address }) => {
  await page.goto(address);
  await expect(row(page, /^LV docker--volumes-docker--data/)).toBeVisible();
});

test('the tree of the leaked snapshot appears as dmsetup has it', async ({ page }) => {
  await page.goto(`${page.url()}?scope=dm`);
  const names = page.locator('.tree-row .device-name');
  await expect(names.first()).toBeVisible();
  const rows = await page.getByRole('row').evaluateAll((all) =>
    all.slice(1).map((one) => {
      const level = Number(one.getAttribute('aria-level'));
      return `${'  '.repeat(level - 1)}${one.querySelector('[title]')?.closest('.name-cell')?.querySelector('.middle-text')?.getAttribute('title')}`;
    }),
  );
  expect(rows.join('\n')).toBe(`docker--volumes-docker--data
  vm--volumes-snap--docker2.example.com--volumes
    vm--volumes-snap--docker2.example.com--volumes-cow
      md125
    vm--volumes-docker2.example.com--volumes-real
      md125
docker--volumes-docker--meta
  vm--volumes-snap--docker2.example.com--volumes
    vm--volumes-snap--docker2.example.com--volumes-cow
      md125
    vm--volumes-docker2.example.com--volumes-real
      md125
vm--volumes-docker1.example.com--volumes
  md125
vm--volumes-docker2.example.com--volumes
  vm--volumes-docker2.example.com--volumes-real
    md125`);
});

test('it says that it is a recording, of what host and of when', async ({ page }) => {
  await expect(
    page.getByText(/^Recording of \S+, 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC – not this host$/),
  ).toBeVisible();
});

test('the tree is a treegrid that a screen reader can count', async ({ page }) => {
  const grid = page.getByRole('treegrid', { name: 'Devices' });
  await expect(grid).toHaveAttribute('aria-rowcount', /^\d+$/);
  const snap = row(page, /^SNAP vm--volumes-snap/).first();
  await expect(snap).toHaveAttribute('aria-level', '2');
  await expect(snap).toHaveAttribute('aria-posinset', '1');
  await expect(snap).toHaveAttribute('aria-setsize', '1');
  await expect(snap).toHaveAttribute('aria-expanded', 'true');
});

test('a repeated device says where else it stands, and pointing at one place marks all', async ({ page }) => {
  const places = row(page, /^SNAP vm--volumes-snap/);
  await expect(places).toHaveCount(2);
  await expect(places.first()).toContainText('also under docker--volumes-docker--meta');
  await expect(places.last()).toContainText('also under docker--volumes-docker--data');
  await places.first().hover();
  await expect(places.first()).toHaveAttribute('data-same', 'true');
  await expect(places.last()).toHaveAttribute('data-same', 'true');
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await page.keyboard.press('/');
  await expect(page.getByLabel('Search devices')).toBeFocused();
  await page.keyboard.press('Escape');
  for (let i = 0; i < 20 && (await focused(page).count()) === 0; i++) await page.keyboard.press('Tab');
  await expect(focused(page)).toContainText('docker--data');
  await page.keyboard.press('ArrowRight');
  await expect(focused(page)).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('ArrowLeft');
  await expect(focused(page)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(focused(page)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('End');
  await expect(focused(page)).toContainText('ubdf');
  await page.keyboard.press('Home');
  await typeAtOnce(page, 'vm');
  await expect(focused(page)).toContainText('vm--volumes');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(focused(page)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
});

test('a star opens all siblings of a row', async ({ page }) => {
  await page.getByRole('button', { name: 'Close all' }).click();
  await expect(page.locator('.tree-row[aria-expanded="true"]')).toHaveCount(0);
  await page.locator('.tree-row').first().focus();
  await page.keyboard.press('*');
  await expect(page.locator('.tree-row[aria-level="1"][aria-expanded="false"]')).toHaveCount(0);
  await expect(page.locator('.tree-row[aria-level="1"][aria-expanded="true"]')).toHaveCount(4);
});

test('what is typed is found, marked, counted and brought into view', async ({ page }) => {
  await page.getByRole('button', { name: 'Close all' }).click();
  await page.getByLabel('Search devices').fill('snap cow');
  await expect(page.locator('.search-count')).toHaveText('1 found');
  await expect(row(page, /volumes-cow/).first()).toBeVisible();
  await expect(
    row(page, /volumes-cow/)
      .first()
      .locator('mark')
      .first(),
  ).toHaveText('snap');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(page.locator('.search-count')).toBeEmpty();
});

test('nothing found says so, and how to go on', async ({ page }) => {
  await page.getByLabel('Search devices').fill('no such thing');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(row(page, /^LV docker--volumes-docker--data/)).toBeVisible();
});

test('bases first puts disks on top', async ({ page }) => {
  await page.getByRole('radio', { name: 'Bases first' }).click();
  await expect(page.locator('.tree-row').first()).toContainText('ubda');
  await expect(page.locator('.tree-row').nth(1)).toContainText('md125');
  expect(page.url()).toContain('order=bases-first');
});

test('the view survives a reload: direction, scope, search, selection, tab and what is open', async ({
  page,
}) => {
  await page.getByRole('radio', { name: 'Bases first' }).click();
  await page.getByRole('radio', { name: 'Device-mapper' }).click();
  await page.getByLabel('Search devices').fill('docker2');
  await row(page, /^COW/).first().click();
  await page.getByRole('tab', { name: 'Table and status' }).click();
  await row(page, /^SNAP/).first().locator('[data-toggle]').click();
  await expect(row(page, /^SNAP/).first()).toHaveAttribute('aria-expanded', 'false');
  await expect.poll(() => page.url()).toMatch(/closed=/);
  await page.reload();
  await expect(row(page, /^SNAP/).first()).toHaveAttribute('aria-expanded', 'false');
  await expect(row(page, /^COW/).first()).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: 'Table and status' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByLabel('Search devices')).toHaveValue('docker2');
  await expect(page.getByRole('radio', { name: 'Device-mapper' })).toBeChecked();
});

test('? says what the keys do, from the tree as well, and escape leads back to it', async ({
  page,
  address,
}) => {
  await page.goto(address);
  const row = page.locator('.tree-row').first();
  await row.focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys and marks' });
  await expect(help).toContainText('The next finding, worst first');
  await expect.poll(() => page.url()).toContain('panel=help');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect.poll(() => page.url()).not.toContain('panel=');
});
