import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { test } from './serving.ts';

const pasted = (name: string) => readFileSync(new URL(`../pasted/${name}.txt`, import.meta.url), 'utf8');
const expected = (name: string) =>
  readFileSync(new URL(`../pasted/${name}.expected.txt`, import.meta.url), 'utf8');
const rows = (page: Page) => page.locator('.tree-row');
const note = (page: Page) => page.locator('.desk-note');

/** By hand into the field: what a clipboard does is tried elsewhere. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'text');
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  const dialog = page.getByRole('dialog', { name: 'Open pasted text' });
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: 'Open' }).click();
}

for (const name of ['M03-lsblk-and-info-c', 'M12-lsblk-inverse', '16-longhorn-no-header', '23-mdstat-busy']) {
  test(`${name} is read as on the command line, and says what was read and what it lacks`, async ({
    page,
    address,
  }) => {
    await page.goto(`${address}?scope=all`);
    await expect(rows(page).first()).toBeVisible();
    await paste(page, pasted(name));
    const [read = '', ...more] = expected(name).split('\n');
    const unknown = more.find((line) => line.startsWith('Not known: ')) ?? '';
    const band = page.locator('.band[data-kind="recording"]');
    await expect(band).toContainText(read);
    await expect(band).toContainText(unknown);
    const names = more.flatMap(
      (line) => /^(\S+): (?:dm|disk|partition|md|loop|bcache)\b/.exec(line)?.[1] ?? [],
    );
    expect(names.length).toBeGreaterThan(2);
    await rows(page).first().focus();
    await page.keyboard.press('*');
    for (const each of names) await expect(page.getByRole('row', { name: each }).first()).toBeVisible();
  });
}

test('a command that was pasted twice gives two moments, which are compared', async ({ page, address }) => {
  await page.goto(address);
  await expect(rows(page).first()).toBeVisible();
  await paste(page, pasted('M09-lsblk-before-and-after'));
  await expect(page.locator('.band[data-kind="recording"]')).toContainText(
    'Given more than once, and the last one counts: lsblk.',
  );
  await expect(note(page)).toContainText('Two recordings were opened.');
  await note(page).getByRole('button', { name: 'Compare them' }).click();
  await expect(page.locator('.compare-counts')).toHaveText(/1 removed/);
  await expectAccessible(page, { name: 'pasted-compare' });
});

test('an error message alone is answered with what it usually means, and a line to copy', async ({
  page,
  address,
}) => {
  await page.goto(address);
  await expect(rows(page).first()).toBeVisible();
  await paste(page, pasted('21-fussylv-kpartx.messages'));
  const answer = page.getByRole('dialog').locator('.error-answer');
  await expect(answer).toContainText('is used by another device');
  await expect(answer).toContainText('run this on the host and paste what it prints');
  await expect(answer.locator('code')).toContainText('dmsetup');
  await expectAccessible(page, { name: 'pasted-answer', within: '.dialog' });
});
