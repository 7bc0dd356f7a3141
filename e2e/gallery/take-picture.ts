import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, devices, type Page, type ViewportSize } from '@playwright/test';
import { indexedPng, type Pixels } from './indexed-png.ts';
import type { Size } from './shot.ts';

export type Theme = 'light' | 'dark';
export type Look = { readonly size: Size; readonly theme: Theme; readonly scale: 1 | 2 };

const SCREEN: ViewportSize = { width: 1280, height: 800 };
const PHONE: ViewportSize = { width: 390, height: 844 };
/** Of paper there are no points; so many of them are about as wide as half a screen. */
const PAPER_DPI = 72;

/** A PNG of what a page shows after `show`. */
export async function takePicture(
  browser: Browser,
  { size, theme, scale }: Look,
  show: (page: Page) => Promise<void>,
): Promise<Buffer> {
  const page = await browser.newPage({
    userAgent: devices['Desktop Chrome'].userAgent,
    colorScheme: theme,
    reducedMotion: 'reduce',
    deviceScaleFactor: scale,
    viewport: size === 'phone' ? PHONE : SCREEN,
  });
  // The machine may be doing other things as well.
  page.setDefaultTimeout(120_000);
  try {
    await show(page);
    await settle(page);
    return indexedPng(await pixelsOf(page, await pngOf(page, size, scale)));
  } finally {
    await page.context().close();
  }
}

/** The pointer would mark what is under it, the focus would frame it. */
async function settle(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement || activeElement instanceof SVGElement) activeElement.blur();
    await document.fonts.ready;
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
}

async function pngOf(page: Page, size: Size, scale: number): Promise<Buffer> {
  switch (size) {
    case 'screen':
    case 'phone':
      return page.screenshot();
    case 'paper':
      return firstSheet(await page.pdf({ format: 'A4' }), scale);
    case 'file':
      return readFile(fileURLToPath(page.url()));
    default:
      return size satisfies never;
  }
}

function firstSheet(pdf: Buffer, scale: number): Buffer {
  const words = ['-png', '-r', `${PAPER_DPI * scale}`, '-f', '1', '-l', '1', '-singlefile', '-'];
  return execFileSync('pdftoppm', words, { input: pdf, maxBuffer: 1 << 26 });
}

/** The browser reads what it made. */
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
