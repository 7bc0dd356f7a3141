import type { Browser, Page } from '@playwright/test';
import { findings } from '../../lib/findings/findings.ts';
import { deviceKeys } from '../../lib/stack/device-key.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import type { SessionCookie } from '../page/sign-in-with.ts';
import type { Unit } from './figures.ts';
import { type Figures, longest, sum } from './figures-of-tasks.ts';
import { watchMainThread } from './main-thread.ts';
import { markPicture } from './mark-picture.ts';

/** One picture of the page: which button shows it, and what is there once it is drawn. */
type Shown = {
  readonly name: string;
  readonly link: (stack: Stack) => string;
  readonly button: string;
  readonly drawn: string;
};

const PICTURES: readonly Shown[] = [
  {
    name: 'diagram_of_a_device',
    link: (stack) => `?focus=${encodeURIComponent(aSnapshotIn(stack))}`,
    button: 'Diagram',
    drawn: '.diagram .scene-pick',
  },
  { name: 'diagram_of_the_host', link: () => '', button: 'Diagram', drawn: '.diagram .scene-pick' },
  { name: 'overview', link: () => '', button: 'Overview', drawn: '.overview .scene-pick' },
];

/**
 * The page's pictures of a large host, from the click on their button until they are on the screen: `cold` in a browser
 * that has opened the tree and drew nothing yet, `warm` when it goes from the tree to the picture once more. Then what it
 * costs to select in it.
 */
export async function timePagePictures(
  browser: Browser,
  cookie: SessionCookie,
  stack: Stack,
): Promise<Figures> {
  const figures = new Map<string, readonly [number, Unit]>();
  for (const picture of PICTURES) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    try {
      await context.addCookies([cookie]);
      const page = await context.newPage();
      await page.goto(`${cookie.url}${picture.link(stack)}`);
      await page.getByLabel('Findings').waitFor();
      for (const state of ['cold', 'warm']) {
        await page.waitForTimeout(1000);
        const name = `${picture.name}_${state}`;
        for (const [figure, value] of await drawn(page, name, picture)) figures.set(figure, value);
        if (state === 'cold') await page.getByRole('radio', { name: 'Tree' }).click();
      }
      for (const [figure, value] of await selected(page, picture)) figures.set(figure, value);
    } finally {
      await context.close();
    }
  }
  return figures;
}

async function drawn(page: Page, name: string, { button, drawn: selector }: Shown): Promise<Figures> {
  const whenPainted = await markPicture(page, selector);
  const { tasks, marks } = await watchMainThread(page, async () => {
    await page.getByRole('radio', { name: button }).click();
    await whenPainted();
    await page.waitForTimeout(300);
  });
  const asked = marks.get('picture-asked') ?? Number.NaN;
  const painted = marks.get('picture-painted') ?? Number.NaN;
  const until = tasks.filter(({ atMs, wallMs }) => atMs + wallMs > asked && atMs < painted);
  return new Map([
    [name, [painted - asked, 'ms']],
    [`${name}_cpu`, [sum(until.map(({ cpuMs }) => cpuMs)), 'ms']],
    ...longest(
      name,
      tasks.filter(({ atMs, wallMs }) => atMs + wallMs > asked),
    ),
  ]);
}

/** Two devices of the picture, one after the other. */
async function selected(page: Page, { name }: Shown): Promise<Figures> {
  const { tasks } = await watchMainThread(page, async () => {
    for (const at of [1, 2]) {
      await page.locator('.picture-place .scene-pick').nth(at).dispatchEvent('click');
      await page.waitForTimeout(500);
    }
  });
  return longest(`selecting_in_${name}`, tasks);
}

/** What the first finding speaks of. */
function aSnapshotIn(stack: Stack): string {
  const devNo = findings(stack)[0]?.devices[0]?.devNo;
  const device = stack.devices.find((each) => each.devNo === devNo);
  if (!device) throw new Error('the host has nothing that leaked');
  return deviceKeys(stack).keyOf(device);
}
