import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, type JSHandle, type Page } from '@playwright/test';

/** As somebody does who drags files from a file manager onto the tree. */
export async function drop(page: Page, ...files: readonly string[]): Promise<void> {
  const dataTransfer = await drag(page, ...files);
  await page.dispatchEvent('.page', 'drop', { dataTransfer });
  await expect(page.getByText('Drop to open')).toBeHidden();
}

/** The files are held over the page. */
export async function drag(page: Page, ...files: readonly string[]): Promise<JSHandle<DataTransfer>> {
  const given = await Promise.all(
    files.map(async (file) => ({ name: basename(file), base64: (await readFile(file)).toString('base64') })),
  );
  const dataTransfer = await page.evaluateHandle((all) => {
    const made = new DataTransfer();
    for (const { name, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      made.items.add(new File([bytes], name));
    }
    return made;
  }, given);
  await page.dispatchEvent('.page', 'dragenter', { dataTransfer });
  await expect(page.getByText('Drop to open')).toBeVisible();
  return dataTransfer;
}
