import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';

/** The HTML report as somebody opens it who was sent the file. */
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const RECORDING = 'server/recordings/s1-leaked.capture';
const PAGES_AT_MOST = 4;

const folder = mkdtempSync(join(tmpdir(), 'dmscope-report-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

function dmscope(...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('bin/dmscope', words, { cwd: PROJECT, encoding: 'utf8' });
  if (status === 2 || stderr !== '') throw new Error(stderr);
  return stdout;
}

function reportFile(name: string, ...words: readonly string[]): string {
  const file = join(folder, `${name}.html`);
  dmscope('report', '--capture', RECORDING, '--format', 'html', '-o', file, ...words);
  return pathToFileURL(file).href;
}

function findingId(): string {
  return JSON.parse(dmscope('findings', '--json', '--capture', RECORDING)).findings[0].id;
}

const reports: readonly (readonly [string, () => string])[] = [
  ['finding', () => reportFile('finding', '--finding', findingId())],
  ['redacted', () => reportFile('redacted', '--finding', findingId(), '--redact')],
  ['device', () => reportFile('device', '--device', 'md125')],
  ['host', () => reportFile('host')],
];

for (const [name, make] of reports) {
  test(`a report opens from a disk without a request, and axe finds nothing: ${name}`, async ({ page }) => {
    const address = make();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, { name: null });
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    await page.screenshot({ path: `e2e/out/report-${name}.png`, fullPage: true });
  });
}

test('nothing in it runs or is fetched, as the browser itself reads it', async ({ page }) => {
  await page.goto(reportFile('parsed', '--finding', findingId()));
  const suspects = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const isActive = element.matches('script, link, img, image, iframe, object, embed, base, form, use, a');
      const bad = [...element.attributes].filter(({ name }) =>
        /^on|^(?:src|href|xlink:href|action)$/.test(name),
      );
      return isActive || bad.length > 0 ? [element.outerHTML] : [];
    }),
  );
  expect(suspects).toEqual([]);
});

for (const format of ['A4', 'Letter'] as const) {
  test(`the report of the leak prints on ${PAGES_AT_MOST} pages of ${format} at most`, async ({ page }) => {
    await page.goto(reportFile('printed', '--finding', findingId()));
    const pdf = await page.pdf({ format, path: `e2e/out/report-${format}.pdf` });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.length).toBeLessThanOrEqual(PAGES_AT_MOST);
  });
}

test('a narrow window needs no sideways scrolling but within a tree', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(reportFile('narrow', '--finding', findingId()));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});
