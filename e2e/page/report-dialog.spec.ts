import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';
import { runFixture } from '../../lib/run/finished-run.fixture.ts';
import { expectAccessible } from './expect-accessible.ts';
import { recordedStack } from './pretended-host.ts';
import { pretendRuns } from './pretended-runs.ts';
import { RECORDING, test } from './serving.ts';

/** From something on the page to its report as a file. What the file is like is told in report.spec.ts. The page may share its processor with a lab. */
test.describe.configure({ timeout: 600_000 });

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

function dmscope(...words: readonly string[]): Buffer {
  const { stdout } = spawnSync('bin/dmscope', words, { cwd: PROJECT, maxBuffer: 1 << 24 });
  return stdout;
}

const report = (...words: readonly string[]) => dmscope('report', '--capture', RECORDING, ...words);
const dialog = (page: Page) => page.getByRole('dialog', { name: /^Report/ });

async function saved(page: Page, save: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), save()]);
  const bytes = await readFile(await download.path());
  return { name: download.suggestedFilename(), bytes };
}

test('a finding is two clicks from its report, which is the one of the command line to the byte', async ({
  page,
  address,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  const { findings } = JSON.parse(dmscope('findings', '--json', '--capture', RECORDING).toString());
  const [{ id, title }] = findings;
  await page.goto(address);
  await page.getByRole('button', { name: title }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const open = inspector.getByRole('button', { name: 'Report' });
  await open.click();
  await expect(dialog(page)).toContainText(title);
  await expect(dialog(page).getByRole('button', { name: 'HTML' })).toBeFocused();
  await expectAccessible(page, { name: 'report-dialog', within: '[role="dialog"]' });

  const html = await saved(page, () => page.keyboard.press('Enter'));
  expect(html.name).toBe('host1.example.com-2026-11-21T132928Z-guest-group-on-snapshot.html');
  expect(html.bytes.equals(report('--finding', id, '--format', 'html'))).toBe(true);
  await expect(dialog(page).getByRole('status')).toContainText(`Saved as ${html.name}`);

  await dialog(page).getByRole('checkbox', { name: 'Redact names' }).check();
  const markdown = await saved(page, () => dialog(page).getByRole('button', { name: 'Markdown' }).click());
  expect(markdown.name).toBe('host-2026-11-21T132928Z-guest-group-on-snapshot.md');
  expect(markdown.bytes.equals(report('--finding', id, '--format', 'md', '--redact'))).toBe(true);

  await dialog(page).getByRole('checkbox', { name: 'Redact names' }).uncheck();
  const svg = await saved(page, () => dialog(page).getByRole('button', { name: 'Picture, SVG' }).click());
  expect(svg.bytes.equals(report('--finding', id, '--format', 'svg'))).toBe(true);
  const png = await saved(page, () => dialog(page).getByRole('button', { name: 'Picture, PNG' }).click());
  const difference = await differenceOf(page, png.bytes, report('--finding', id, '--format', 'png'));
  expect(difference.size, 'of the two pictures').toEqual(difference.otherSize);
  // Edges of letters are smoothed in two ways; letters of another font differ in ten times as many points.
  expect(difference.share).toBeLessThan(0.003);

  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(open).toBeFocused();
  expect(complaints).toEqual([]);
});

test('the host, a device and a run have theirs; what cannot be had is told in a line, and can be asked for again', async ({
  page,
  address,
}) => {
  const stack = recordedStack();
  const snapshot = stack.devices.find(({ name }) => name.endsWith('volumes-cow'));
  const runs = await pretendRuns(page);
  const run = runFixture({ kind: 'free', device: { identity: snapshot?.identity ?? '' } }, stack);
  runs.run = run;
  const asMarkdown = (from: Page | Locator) =>
    saved(page, async () => {
      await from.getByRole('button', { name: 'Report' }).click();
      await dialog(page).getByRole('button', { name: 'Markdown' }).click();
    });

  await page.goto(`${address}?device=${encodeURIComponent(snapshot?.identity ?? '')}`);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const device = await asMarkdown(inspector);
  expect(device.bytes.equals(report('--device', snapshot?.name ?? '', '--format', 'md'))).toBe(true);
  await dialog(page).getByRole('button', { name: 'Close', exact: true }).click();

  await page.route(/\/api\/hosts\/.*\/capture$/, (route) =>
    route.fulfill({ status: 404, body: 'nothing captured: no right to ask\n' }),
  );
  await page.getByRole('banner').getByRole('button', { name: 'Report' }).click();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('status')).toContainText(
    'Not made: nothing captured: no right to ask.',
  );
  await page.unroute(/\/api\/hosts\/.*\/capture$/);
  const host = await saved(page, () => page.keyboard.press('Enter'));
  expect(host.bytes.equals(report('--format', 'html'))).toBe(true);
  await dialog(page).getByRole('button', { name: 'Close', exact: true }).click();

  await page.goto(`${address}?run=${run.id}`);
  const ofRun = await asMarkdown(page.getByRole('dialog'));
  expect(ofRun.bytes.toString('utf8')).toContain(`- Run: ${run.id}\n`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(1);
});

/** What share of the points of two pictures is clearly not the same, as the browser reads them. */
function differenceOf(page: Page, one: Buffer, other: Buffer) {
  return page.evaluate(
    async (pictures) => {
      const [a, b] = await Promise.all(
        pictures.map(async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes]));
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context?.drawImage(image, 0, 0);
          const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
          return { size: [image.width, image.height], data };
        }),
      );
      let count = 0;
      const length = a?.data.length ?? 0;
      for (let at = 0; at < length; at += 4)
        if (Math.abs((a?.data[at] ?? 0) - (b?.data[at] ?? 0)) > 96) count += 1;
      return { size: a?.size, otherSize: b?.size, share: count / (length / 4) };
    },
    [one.toString('base64'), other.toString('base64')],
  );
}
