import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { button, device, dialog, FREE, steps } from './leak-plan.ts';
import { test } from './serving.ts';

const LEAKED_AND_MOUNTED = fileURLToPath(new URL('../cases/s1-leaked-mounted/capture', import.meta.url));

test.describe('a plan on a recording', () => {
  test('shows what there is and what there will be, and says why it is not run', async ({
    page,
    address,
  }) => {
    await page.goto(`${address}${FREE}`);
    const now = dialog(page).getByRole('figure', { name: 'Now' });
    const then = dialog(page).getByRole('figure', { name: 'Then' });
    await expect(now.locator('[data-fate="removed"]')).toHaveText([
      /docker--data.*will be removed/,
      /docker--meta.*will be removed/,
    ]);
    await expect(then).toContainText('vm--volumes-snap--docker2');
    await expect(then).not.toContainText('docker--volumes-docker');
    await expect(steps(page)).toHaveCount(2);
    await expect(button(page, 'Remove 2 mappings')).toBeDisabled();
    await expect(dialog(page)).toContainText('This is a recording: there is no host to run it on.');
    await expect(page.getByRole('button', { name: 'Runs' })).toHaveCount(0);
    await button(page, 'Cancel').click();
    await expect(dialog(page)).toHaveCount(0);
    expect(page.url()).not.toContain('plan=');
  });

  test('can be had deferred, and the link says so', async ({ page, address }) => {
    await page.goto(`${address}${FREE}`);
    const deferred = dialog(page).getByRole('checkbox', { name: /when its last user closes it/ });
    await deferred.check();
    await expect(deferred).toBeFocused();
    await expect(dialog(page).locator('code').first()).toContainText('remove --deferred');
    await expect(dialog(page)).toContainText(
      'Deferred: a device that is open will be removed when its last user closes it',
    );
    await page.reload();
    await expect(deferred).toBeChecked();
    await deferred.uncheck();
    await expect(dialog(page).locator('code').first()).toContainText('remove --retry');
  });

  test('removes a snapshot for good only when its name was typed', async ({ page, address }) => {
    await page.goto(`${address}${FREE}`);
    await button(page, '… and remove the snapshot for good').click();
    await expect(steps(page)).toHaveCount(3);
    await expect(dialog(page).locator('code').last()).toContainText('lvremove --yes --select');
    const field = dialog(page).getByRole('textbox', { name: /type its name/ });
    await field.fill('vm-volumes/snap');
    await button(page, 'Copy as text').focus();
    await expect(dialog(page)).not.toContainText('has to be confirmed');
    await expect(button(page, 'Free and remove the snapshot for good')).toBeDisabled();
    expect(page.url()).not.toContain('snap-docker2');
    await page.reload();
    await expect(field).toHaveValue('');
    await button(page, 'Only free it, and keep the snapshot').click();
    await expect(steps(page)).toHaveCount(2);
  });

  test('that is refused has its reasons first, and no button that would run it', async ({ page, serve }) => {
    const { address } = await serve(LEAKED_AND_MOUNTED);
    await page.goto(address);
    await page.getByRole('row', { name: /^SNAP/ }).first().click();
    await page.getByRole('button', { name: 'What would free this?' }).click();
    await expect(dialog(page).locator('.plan-note').first()).toContainText('is mounted at /mnt/restore');
    await expect(button(page, /^Remove/)).toHaveCount(0);
    await expect(dialog(page)).toContainText('It is refused as it stands: the reasons are above.');
  });
});

test('a device leads to its findings', async ({ page, address }) => {
  await page.goto(`${address}?device=${encodeURIComponent(device.identity)}`);
  const own = page.getByRole('region', { name: '1 finding' });
  await own.getByRole('button', { name: /docker-volumes is active inside snapshot/ }).click();
  await expect(page.getByRole('button', { name: 'Show the plan' })).toBeVisible();
  await expect.poll(() => page.url()).toContain('finding=guest-group-on-snapshot-');
});
