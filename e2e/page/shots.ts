/**
 * `npm run shots`: takes the pictures that the README shows, from recordings, so that they can be taken again when the
 * page changes. Needs a build and Chromium.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { indexedPng, type Pixels } from './indexed-png.ts';
import { RECORDING, serveCapture, signIn } from './serving.ts';

const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));

const served = await serveCapture(RECORDING);
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  await mkdir(FOLDER, { recursive: true });
  const page = await browser.newPage({
    colorScheme: 'light',
    deviceScaleFactor: 2,
    viewport: { width: 1440, height: 660 },
  });
  await signIn(page.context(), served);
  await page.goto(`${served.address}?scope=dm`);
  await selectSnapshot(page);
  const picture = indexedPng(await pixelsOf(page, await page.screenshot()));
  await writeFile(`${FOLDER}s1-leaked.png`, picture);
  console.log(`docs/images/s1-leaked.png, ${picture.length} bytes`);
} finally {
  await browser.close();
  await served.stop();
}

async function selectSnapshot(page: Page): Promise<void> {
  await page.getByRole('row', { name: /^SNAP/ }).first().click();
  await page.getByText('Held by 2').waitFor();
  // The pointer would mark what is under it, the focus would frame it.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** The browser that made a picture reads it. */
async function pixelsOf(page: Page, png: Buffer): Promise<Pixels> {
  const { width, height, base64 } = await page.evaluate(async (source) => {
    const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
    let text = '';
    for (let at = 0; at < data.length; at += 8192)
      text += String.fromCharCode(...data.subarray(at, at + 8192));
    return { width: image.width, height: image.height, base64: btoa(text) };
  }, png.toString('base64'));
  return { width, height, rgba: Buffer.from(base64, 'base64') };
}
