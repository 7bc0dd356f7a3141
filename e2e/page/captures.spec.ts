import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { drop } from './drop-files.ts';
import { expectAccessible } from './expect-accessible.ts';
import { test } from './serving.ts';

/** Captures from elsewhere: they open in the browser, stay there, and can be compared. */
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const REPORT = join(PROJECT, 'lib/import/fixtures/sosreport-host1-s1-leaked.tar.xz');
/** Of the same host at the same moment. */
const CAPTURE = join(PROJECT, 'lib/import/fixtures/s1-leaked.capture');
const BEFORE = join(PROJECT, 'lib/plan/cases/s1-snapshot/host.capture');
const AFTER = join(PROJECT, 'lib/plan/cases/s1-leaked/host.capture');

const rows = (page: Page) => page.locator('.tree-row');
const note = (page: Page) => page.locator('.desk-note');
const hostIn = (page: Page) => new URL(page.url()).searchParams.get('host');

/** Everything that the page asks of anybody, with what it sends along. */
function watchRequests(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) =>
    sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`),
  );
  return sent;
}

async function devicesShown(page: Page): Promise<readonly string[]> {
  await expect(rows(page).first()).toBeVisible();
  return page
    .locator('.tree-row .name-cell [title].middle-text')
    .evaluateAll((names) => names.map((name) => name.getAttribute('title') ?? ''));
}

test('a sosreport that is dropped opens as the capture of its moment does, and nothing of it is sent anywhere', async ({
  page,
  address,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${address}?scope=dm`);
  await expect(rows(page).first()).toBeVisible();
  const sent = watchRequests(page);

  await drop(page, CAPTURE);
  await expect(page.getByText(/Opened from s1-leaked\.capture/)).toBeVisible();
  const fromCapture = await devicesShown(page);
  const capture = hostIn(page);
  await drop(page, REPORT);
  await expect(page.getByText(/Read 21 outputs in a sosreport, sosreport-host1.*Not known: /)).toBeVisible();
  expect(hostIn(page)).not.toBe(capture);
  expect(await devicesShown(page)).toEqual(fromCapture);

  await page.getByRole('row', { name: /^SNAP/ }).first().click();
  await page.getByRole('tab', { name: 'Raw lines' }).click();
  await expect(page.locator('.raw-section').first()).toContainText('dmsetup');
  await page.getByRole('tab', { name: 'Device' }).click();
  await page.getByRole('button', { name: 'What would free this?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('This is a recording: there is no host to run it on.');
  await page.keyboard.press('Escape');

  await page.locator('.host-tools').getByRole('button', { name: 'Report' }).click();
  const report = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Markdown' }).click();
  expect((await report).suggestedFilename()).toMatch(/^host1\.example\.com-2026-11-21T130253Z.*\.md$/);
  await page.keyboard.press('Escape');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the capture' }).click();
  expect((await download).suggestedFilename()).toBe('host1.example.com-2026-11-21T130253Z.capture');

  const link = page.url();
  await page.reload();
  await expect(page.getByText(/Read 21 outputs in a sosreport/)).toBeVisible();
  expect(page.url()).toBe(link);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('button', { name: 'Choose what is shown' }).click();
  await expectAccessible(page, { name: 'captures-menu', within: '.menu' });
  await page.getByRole('menuitem', { name: 'Remove this recording from the browser' }).click();
  await expect(page.getByText('Only this browser has it')).toBeHidden();
  await page.goto(link);
  await expect(
    page.getByRole('heading', { name: 'This browser does not have that recording' }),
  ).toBeVisible();
  await expectAccessible(page, { name: 'captures-missing' });

  const own = sent.filter((line) => line.includes('file-'));
  // The view is in the page's address, and so is what a recording is called in it: of it, this is all.
  for (const line of own) expect(line).toMatch(/^GET \S+\/\?[^ ]*host=file-[0-9a-f]{16}(&|\S)* $/);
  expect(sent.filter((line) => /^POST/.test(line))).toEqual([]);
  expect(sent.filter((line) => !line.includes(address))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('text that is pasted is asked about and opened, and what cannot be opened says why', async ({
  page,
  address,
}) => {
  await page.goto(address);
  await expect(rows(page).first()).toBeVisible();
  const text = 'vg-snap (254:4)\n ├─vg-snap-cow (254:3)\n │  └─ (8:2)\n └─vg-lv-real (254:2)\n    └─ (8:2)\n';
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
  const dialog = page.getByRole('dialog', { name: 'Open pasted text' });
  await expect(dialog.getByRole('textbox')).toHaveValue(text);
  await expectAccessible(page, { name: 'captures-paste', within: '.dialog' });
  await dialog.getByRole('textbox').fill('Dear colleagues,\nthe disk is full.\n');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(/^The pasted text was not opened: .*can be opened\.$/);
  await expect(note(page)).toBeHidden();
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/Recording, time unknown – not this host/)).toBeVisible();
  expect(await devicesShown(page)).toEqual(['vg-snap', 'vg-snap-cow', '8:2', 'vg-lv-real', '8:2']);

  const shown = page.url();
  await page.getByLabel('Files to open').setInputFiles({
    name: 'notes.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\x03\x04 and so on'),
  });
  await expect(note(page)).toHaveText(/^notes\.zip was not opened: it is broken, or cut short/);
  expect(page.url()).toBe(shown);
  await expectAccessible(page, { name: 'captures-refused', within: '.desk-note' });

  await page.getByLabel('Files to open').setInputFiles({
    name: 'ticket.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync({ 'ticket/dmsetup_ls_--tree': new TextEncoder().encode(text) })),
  });
  await expect(page.getByText(/Read 1 output in .*ticket\.zip: dmsetup ls --tree/)).toBeVisible();
  expect(await devicesShown(page)).toEqual(['vg-snap', 'vg-snap-cow', '8:2', 'vg-lv-real', '8:2']);
});

test('two recordings are compared, as tree and as diagram, from either side', async ({ page, address }) => {
  await page.goto(address);
  await expect(rows(page).first()).toBeVisible();
  await drop(page, AFTER, BEFORE);
  await note(page).getByRole('button', { name: 'Compare them' }).click();
  await expect(page.locator('.compare-counts')).toHaveText('2 added, 0 removed, 1 changed');
  const row = (name: string) => page.getByRole('row', { name }).first();
  await expect(row('docker--volumes-docker--data')).toContainText('new');
  await expectAccessible(page, { name: 'captures-compare' });

  await row('vm--volumes-snap--docker2.example.com--volumes').click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('open count 0 → 2');
  await expect(inspector.locator('[data-side="before"]').first()).toHaveText('before0');
  await expect(inspector.locator('[data-side="after"]').first()).toHaveText('after2');
  await page.getByRole('radio', { name: 'Diagram' }).click();
  await expect(page.getByRole('button', { name: /docker--volumes-docker--data/ })).toBeVisible();
  await expect(page.locator('.scene').getByText('+ added')).toHaveCount(2);
  await expectAccessible(page, { name: 'captures-compare-diagram' });
  const zoom = await page.getByLabel('Zoom', { exact: true }).textContent();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page.getByLabel('Zoom', { exact: true })).not.toHaveText(`${zoom}`);

  await page.getByRole('button', { name: 'Swap before and after' }).click();
  await expect(page.locator('.compare-counts')).toHaveText('0 added, 2 removed, 1 changed');
  await page.reload();
  await expect(page.locator('.scene').getByText('− removed')).toHaveCount(2);
  await page.getByRole('radio', { name: 'Tree' }).click();
  await page.getByRole('combobox', { name: 'Before' }).selectOption('recording');
  await expect(page.locator('.compare-counts')).toHaveText(/added/);
  expect(new URL(page.url()).searchParams.get('compare')).toBe('recording');
});
