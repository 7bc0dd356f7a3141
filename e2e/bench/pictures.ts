import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import type { Stack } from '../../lib/stack/stack.ts';

/** In ms: by the clock, in a page that never drew a picture before. */
export type PictureTimes = { readonly diagram: number; readonly overview: number };

const ORIGIN = 'http://lib.example.com';
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** What lib/picture imports from outside. */
const IMPORTS = { imports: { 'd3-hierarchy': '/node_modules/d3-hierarchy/dist/d3-hierarchy.mjs' } };

/**
 * Layout and drawing of pictures as lib/picture makes them, up to the SVG's text, in a browser but without the page: a
 * diagram of the first finding's first device, and the overview of the host with all its findings.
 */
export async function timePictures(browser: Browser, stack: Stack): Promise<PictureTimes> {
  const page = await browser.newPage();
  try {
    await serveLib(page, stack);
    await page.goto(ORIGIN);
    return await page.evaluate(drawBoth);
  } finally {
    await page.close();
  }
}

async function drawBoth(): Promise<PictureTimes> {
  const load = (path: string) => import(`/lib/${path}`);
  const { findings } = await load('findings/findings.ts');
  const { pictureOf } = await load('picture/picture-of.ts');
  const { renderSvg } = await load('picture/scene/render-svg.ts');
  const stack: Stack = await (await fetch('/stack')).json();
  const found = findings(stack);
  const timed = (about: unknown, kind: string) => {
    const began = performance.now();
    renderSvg(pictureOf({ stack, found }, about, kind));
    return performance.now() - began;
  };
  const device = stack.devices.find(({ devNo }) => devNo === found[0].devices[0].devNo);
  return {
    diagram: timed({ kind: 'device', device }, 'diagram'),
    overview: timed({ kind: 'host' }, 'overview'),
  };
}

/** lib/ as it is, without its types, as modules of an origin that only this page knows. */
async function serveLib(page: Page, stack: Stack): Promise<void> {
  const html = `<!doctype html><script type="importmap">${JSON.stringify(IMPORTS)}</script>`;
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (pathname === '/stack') return route.fulfill({ json: stack });
    const text = await readFile(`${PROJECT}${pathname}`, 'utf8').catch(() => null);
    if (text === null) return route.fulfill({ status: 404 });
    const body = pathname.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
    return route.fulfill({ contentType: 'text/javascript', body });
  });
}
