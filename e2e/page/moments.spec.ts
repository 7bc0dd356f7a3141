import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Capture } from '../../lib/capture/capture.ts';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { captureOf, createReplay, type Replay } from '../../server/testing/replay.ts';
import { expectAccessible } from './expect-accessible.ts';
import { RECORDING, type Served, serveReplay, test } from './serving.ts';
import { type SessionCookie, signInWith } from './sign-in-with.ts';

/** A link to a live host shows what whoever copied it saw, whatever became of the host since. */
const { value: leaked } = readCapture(readFileSync(RECORDING));
if (!leaked) throw new Error('the recording has no capture');
/** The same host with other mapped devices: the snapshot is gone. */
const freed: Capture = {
  ...leaked,
  sequence: leaked.sequence + 1,
  timeSeconds: leaked.timeSeconds + 60,
  sections: new Map([...leaked.sections, ...captureOf(2, leaked.sequence + 1).sections]),
};

/** The page may share its processor with a lab. */
test.describe.configure({ timeout: 600_000 });

let replay: Replay;
let served: Served;
let cookie: SessionCookie;
test.beforeAll(async () => {
  replay = await createReplay();
  await replay.print(leaked);
  served = await serveReplay(replay.script);
  cookie = await signInWith(served.signInLink);
});
test.afterAll(async () => {
  await served?.stop();
  await replay.remove();
});

test.beforeEach(({ context }) => context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Strict' }]));

const snapshot = (page: Page) => page.getByRole('row', { name: /^SNAP/ }).first();
const band = (page: Page) => page.locator('.band');
const linkPanel = (page: Page) => page.getByRole('dialog', { name: 'Link to this view' });

async function copyLink(page: Page): Promise<string> {
  await page.getByRole('banner').getByRole('button', { name: 'Copy link' }).click();
  return linkPanel(page).getByRole('textbox', { name: 'Link' }).inputValue();
}

test('a link keeps the moment: device and view are there again after the host has changed', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${served.address}?order=bases-first`);
  await snapshot(page).click();
  const link = await copyLink(page);
  await expect(linkPanel(page)).toContainText(/Link copied.*It shows the host as of 2\d{3}-\S+ \S+ UTC\./);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  expect(link).toMatch(/[?&]host=this-host&at=2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
  await expectAccessible(page, { name: 'copied-link', within: '.panel' });
  await page.keyboard.press('Escape');
  expect(await copyLink(page), 'of a host that has not changed').toBe(link);
  await expect(linkPanel(page)).toContainText('It has not changed since.');
  await page.keyboard.press('Escape');

  await replay.print(freed);
  await expect(snapshot(page)).toHaveCount(0);
  await page.goto(link);
  await expect(snapshot(page)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('Held by 2')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Bases first' })).toBeChecked();
  await expect(band(page)).toContainText(/host1\.example\.com as it was at 2\S+ \S+ UTC, .* ago.*Show now/);
  await page.getByRole('button', { name: 'What would free this?' }).click();
  await expect(page.getByRole('dialog')).toContainText('there is no host to run it on');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await copyLink(page), 'of a moment').toBe(link);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Show now' }).click();
  await expect(band(page)).toHaveCount(0);
  await expect(page.locator('.freshness')).toHaveAttribute('data-live', 'true');
  await expect(snapshot(page)).toHaveCount(0);
  await page.getByRole('button', { name: '1 moment' }).click();
  await page.getByRole('dialog', { name: 'Kept moments' }).getByRole('button', { name: /UTC/ }).click();
  await expect(snapshot(page)).toBeVisible();
});

test('a moment that is not kept leads to those that are, and to now; a folder that cannot be written costs only the link', async ({
  page,
}) => {
  await page.goto(served.address);
  expect(await copyLink(page)).toContain('at=');
  await page.goto(`${served.address}?at=2020-01-01T00:00:00Z`);
  const notice = page.locator('.notice');
  await expect(notice).toContainText('2020-01-01 00:00:00 UTC is not kept, or no longer');
  await expect(notice.getByRole('button')).toContainText(['UTC', 'Show now']);
  await notice.getByRole('button', { name: 'Show now' }).click();
  await expect(page.getByRole('row', { name: /docker--volumes-docker--data/ }).first()).toBeVisible();

  const captures = join(served.stateDir, 'captures');
  await rm(captures, { recursive: true });
  await writeFile(captures, '');
  const link = await copyLink(page);
  expect(link).not.toContain('at=');
  await expect(linkPanel(page)).toContainText('This moment is not kept');
  await expect(linkPanel(page)).toContainText('cannot be written: a part of its path is no folder.');
});
