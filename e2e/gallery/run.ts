/**
 * `npm run shots [NAME…]`: takes the pictures that README and docs/gallery.md show, all or those whose names begin so,
 * from recordings of the lab, so that they can be taken again when the page changes; and writes docs/gallery.md.
 * Needs a build, Chromium, and poppler's pdftoppm for what is on paper.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import config from '../../playwright.config.ts';
import { ACTIONS, REPORTS } from './action-shots.ts';
import { ELSEWHERE } from './elsewhere-shots.ts';
import { fileNames, galleryText } from './gallery-text.ts';
import { PAPER, PHONE } from './narrow-shots.ts';
import { PICTURES, TREE } from './picture-shots.ts';
import { INSIDE } from './pool-shots.ts';
import { openServers, type Servers } from './servers.ts';
import type { Shot } from './shot.ts';
import { STATES } from './state-shots.ts';
import { type Look, takePicture } from './take-picture.ts';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const CHAPTERS = [TREE, PICTURES, INSIDE, ACTIONS, REPORTS, ELSEWHERE, STATES, PHONE, PAPER];

const wanted = process.argv.slice(2);
const shots = CHAPTERS.flatMap((chapter) => chapter.shots).filter(
  ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);
const servers = openServers();
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  if (wanted.length === 0) await rm(`${DOCS}images`, { recursive: true, force: true });
  await mkdir(`${DOCS}images`, { recursive: true });
  await writeFile(`${DOCS}gallery.md`, galleryText(CHAPTERS));
  for (const shot of shots) await takeShot(browser, servers, shot).catch((error) => complain(shot, error));
} finally {
  await browser.close();
  await servers.stop();
}

/** The others are taken all the same. */
function complain({ name }: Shot, error: unknown): void {
  console.error(`${name}:`, error);
  process.exitCode = 1;
}

async function takeShot(browser: Browser, servers: Servers, shot: Shot): Promise<void> {
  const { served, cookie } = await servers.serve(shot.capture);
  for (const [theme, name] of fileNames(shot)) {
    const look: Look = { size: shot.size, theme, scale: shot.isInReadme ? 2 : 1 };
    const picture = await takePicture(browser, look, async (page) => {
      await page.context().addCookies([cookie]);
      await shot.show(page, served);
    });
    await writeFile(`${DOCS}images/${name}`, picture);
    console.log(`docs/images/${name} ${picture.length} bytes`);
  }
}
