import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { pretendRuns } from '../page/pretended-runs.ts';
import type { Served } from '../page/serving.ts';
import { openFinding, openPretended } from './reach.ts';
import type { Chapter } from './shot.ts';

const POOL = 'e2e/gallery/explored-pool';

/** A look into a pool changes its host for a moment, so no recording can be asked: both are of the same moment of the lab. */
async function openPool(page: Page, served: Served): Promise<void> {
  const explored = JSON.parse(readFileSync(`${POOL}.json`, 'utf8'));
  await pretendRuns(page);
  await page.route(/\/api\/trpc\/host\.pool/, (route) =>
    route.fulfill({ json: [{ result: { data: explored } }] }),
  );
  const host = await openPretended(page, served, '?show=pool');
  host.sendStack(stackOfPool());
  host.sendFreshness({});
  await page.getByRole('button', { name: 'Look into it' }).click();
  await page.getByRole('button', { name: 'Look again' }).waitFor();
}

function stackOfPool(): Stack {
  const { value, problems } = readCapture(readFileSync(`${POOL}.capture`));
  if (value === null) throw new Error(`${POOL}.capture is no capture`);
  return buildStack(value, problems);
}

export const INSIDE: Chapter = {
  title: 'What is inside',
  words: 'Read from the bytes of disks and pools, with nothing activated.',
  shots: [
    {
      name: 'warning',
      words:
        'Before the leak: a guest’s disk holds a volume group that this host’s LVM would activate on a snapshot.',
      capture: 'e2e/cases/guest-group-may-activate/capture',
      size: 'screen',
      show: (page, served) => openFinding(page, served),
    },
    {
      name: 'pool',
      words:
        'A thin pool: how full, what is wrong, who shares blocks with whom, and every thin ID, claimed or not.',
      capture: `${POOL}.capture`,
      size: 'screen',
      isInReadme: true,
      show: openPool,
    },
  ],
};
