import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { writeCapture } from '../../lib/capture/write-capture.ts';
import { RECORDING, test } from './serving.ts';

/** A guest chooses its labels, and the names of its groups and volumes: they are shown as text, and are nothing else. */
const MARKUP = '<img src=x onerror=window.ran=1>';
const NAMES = [
  MARKUP,
  '"><script>window.ran=1</script>',
  'javascript:window.ran=1',
  '-f',
  '--help',
  'a b',
  '$(reboot)',
  '\u202egnol',
] as const;
const GUESTS = ['docker--volumes-docker--data', 'docker--volumes-docker--meta'] as const;

/** The recorded leak with other names for the guest's volumes, and a label on the first. */
async function renamed(first: string, second: string): Promise<string> {
  const { value } = readCapture(await readFile(RECORDING));
  if (!value) throw new Error('the recording has no capture');
  const label = [...MARKUP].map((each) => `\\x${each.charCodeAt(0).toString(16)}`).join('');
  const sections = [...value.sections].map(([name, section]) => {
    const named = section.text.replaceAll(GUESTS[0], first).replaceAll(GUESTS[1], second);
    const text = named.replace(/^(b254:5:E:)ID_FS_TYPE=.*$/m, `$&\n$1ID_FS_LABEL_ENC=${label}`);
    return [name, { ...section, text }] as const;
  });
  const path = join(await mkdtemp(join(tmpdir(), 'dmscope-')), 'hostile.capture');
  await writeFile(path, writeCapture({ ...value, sections: new Map(sections) }));
  return path;
}

const escaped = (name: string) => name.replace('\u202e', '\\u202e');

for (const [at, first] of NAMES.entries()) {
  const second = NAMES[at + 1];
  if (at % 2 === 1 || second === undefined) continue;
  test(`volumes called ${escaped(first)} and ${escaped(second)} have names, in tree, inspector and plan`, async ({
    page,
    serve,
  }) => {
    const served = await serve(await renamed(first, second));
    await page.goto(served.address);
    const row = page.getByRole('row').filter({ hasText: '254:5' }).first();
    const shown = escaped(first);
    await expect(row).toContainText(shown);
    await expect(page.getByRole('row').filter({ hasText: '254:6' }).first()).toContainText(escaped(second));
    await row.click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect(inspector).toContainText(shown);
    await expect(inspector).toContainText(MARKUP);
    await inspector.getByRole('tab', { name: 'Raw lines' }).click();
    await expect(inspector).toContainText('409600 linear');

    await page
      .getByRole('region', { name: 'Findings' })
      .getByRole('button', { name: /^Critical/ })
      .click();
    await page.getByRole('button', { name: 'Show the plan' }).click();
    for (const name of [first, second]) await expect(page.getByRole('dialog')).toContainText(escaped(name));
    await expect(page.getByRole('dialog').locator('code').first()).toContainText('--uuid LVM-');
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    await expect(page.locator('img')).toHaveCount(0);
    expect(new URL(page.url()).pathname).toBe('/');
  });
}
