import { chromium } from '@playwright/test';
import { bootGuest } from '../lab/guest.ts';
import { serveInGuest } from '../lab/show.ts';
import { signInWith } from '../page/sign-in-with.ts';
import { CHROMIUM } from './chromium.ts';
import { printFigure } from './figures.ts';

const ROUNDS = 3;

/**
 * From `dmsetup create` in the guest, while lsblk is still at work there, to the new row in the page. Guest, server and
 * collector share the guest's one slow processor; Chromium runs beside it.
 */
export async function benchChangeToPage(deviceCount: number): Promise<void> {
  const guest = await bootGuest({ name: `page-${deviceCount}`, memoryMiB: 3072, limitMs: 900_000 });
  const browser = await chromium.launch(CHROMIUM);
  try {
    await guest.build('scale', 'flat', { env: { N: `${deviceCount}` } });
    const { address, signInLink } = await serveInGuest(guest);
    const page = await browser.newPage();
    await page.context().addCookies([await signInWith(signInLink)]);
    await page.goto(address);
    await page.getByRole('row').nth(3).waitFor({ timeout: 60_000 });
    // An lsblk of ours, so that there is one in every round; the collector's own runs less often.
    for (let round = 1; round <= ROUNDS; round++) {
      await guest.ok('(for i in 1 2 3; do lsblk -J -b -O; done >/dev/null 2>&1 &) ; sleep 1');
      const name = `a-change-${round}`;
      const began = performance.now();
      // Without udev's rules the command itself would wait for lsblk's share of the processor.
      const created = guest.ok(`dmsetup create ${name} --noudevsync --table '0 8 zero'`);
      await page.getByText(name).first().waitFor({ timeout: 60_000 });
      const took = performance.now() - began;
      await created;
      const isStillRunning = (await guest.run('pgrep -x lsblk')).exitStatus === 0;
      printFigure(
        `page_${deviceCount}_change_to_page_${isStillRunning ? 'with' : 'without'}_lsblk_${round}`,
        took,
        'ms',
      );
      await guest.ok('while pgrep -x lsblk >/dev/null; do sleep 0.5; done', { timeoutMs: 120_000 });
    }
  } finally {
    await browser.close();
    await guest.down();
  }
}
