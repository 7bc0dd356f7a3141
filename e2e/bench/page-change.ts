import type { Browser } from '@playwright/test';
import { diffStacks } from '../../lib/stack/patch.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { pretendHost } from '../page/pretended-host.ts';
import type { SessionCookie } from '../page/sign-in-with.ts';
import { type Figures, longest } from './figures-of-tasks.ts';
import { watchMainThread } from './main-thread.ts';

/** What one new device of a large live host costs a page that shows its tree: the second one, when the code is warm. */
export async function timeChange(browser: Browser, cookie: SessionCookie, stack: Stack): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([cookie]);
  const page = await context.newPage();
  const host = await pretendHost(page);
  try {
    const stream = page.waitForResponse(/host\.watch/);
    await page.goto(cookie.url);
    await stream;
    const without = (count: number): Stack => ({ ...stack, devices: stack.devices.slice(0, -count) });
    host.sendFreshness({});
    host.sendStack(without(2));
    await page.getByLabel('Findings').waitFor();
    const comes = async (before: Stack, after: Stack) => {
      await page.waitForTimeout(1000);
      host.sendPatch(diffStacks(before, after));
      await page.waitForTimeout(3000);
    };
    await comes(without(2), without(1));
    const { tasks } = await watchMainThread(page, () => comes(without(1), stack));
    return longest('device_comes', tasks);
  } finally {
    await context.close();
  }
}
