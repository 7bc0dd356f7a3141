import { expect } from '@playwright/test';
import { RECORDING, test } from './serving.ts';

test.beforeEach(async ({ page, address }) => {
  await page.goto(address);
  await page.getByRole('row', { name: /^SNAP/ }).first().click();
});

test('a selected device says what holds it and what it stands on, and leads there', async ({ page }) => {
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('Held by 2');
  await expect(inspector).toContainText('Stands on 2');
  await inspector.getByRole('button', { name: /docker--meta/ }).click();
  await expect(inspector.getByRole('heading', { level: 2 })).toContainText('docker--volumes-docker--meta');
  await expect(page.locator('.tree-row[aria-selected="true"]')).toContainText('docker--meta');
});

test('its table is explained in words, and its raw lines are there', async ({ page }) => {
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('tab', { name: 'Table and status' }).click();
  await expect(inspector).toContainText('Copy-on-write snapshot');
  await expect(inspector).toContainText('0 614400 snapshot 254:2 254:3 P 8');
  await inspector.getByRole('tab', { name: 'Raw lines' }).click();
  await expect(inspector).toContainText('614400 snapshot 254:2 254:3 P 8');
});

test('a link to a device that is closed away opens the way to it', async ({ page, address }) => {
  const device = new URL(page.url()).searchParams.get('device') ?? '';
  expect(device).not.toBe('');
  await page.goto(`${address}?start=none&device=${encodeURIComponent(device)}`);
  await expect(page.locator('.tree-row[aria-selected="true"]')).toContainText('vm--volumes-snap');
});

test('a link to a device that is not there says so', async ({ page, address }) => {
  await page.goto(`${address}?device=dm:LVM-gone`);
  await expect(page.getByText('The host has no such device.')).toBeVisible();
});

test('a lost connection is said loudly, with the age of what is shown', async ({ page, serve }) => {
  const served = await serve(RECORDING);
  await page.goto(served.address);
  await expect(page.getByRole('row', { name: /^LV docker--volumes-docker--data/ })).toBeVisible();
  await served.stop();
  await expect(page.getByText('Connection to dmscope lost, trying again')).toBeVisible();
  await expect(page.getByRole('row', { name: /^LV docker--volumes-docker--data/ })).toBeVisible();
});
