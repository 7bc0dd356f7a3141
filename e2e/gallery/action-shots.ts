import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { runFixture } from '../../lib/run/finished-run.fixture.ts';
import type { Run } from '../../lib/run/run.ts';
import { summaryOf } from '../../lib/run/run-of-events.ts';
import { button, device, dialog, FREE, stack, steps } from '../page/leak-plan.ts';
import { pretendRuns } from '../page/pretended-runs.ts';
import type { Served } from '../page/serving.ts';
import { interrupted, underWay } from '../page/unfinished-runs.ts';
import { inspector, open, openFinding, openPretended } from './reach.ts';
import { type Chapter, LEAKED, type Shot } from './shot.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const LEAKED_AND_MOUNTED = 'e2e/cases/s1-leaked-mounted/capture';
const done = runFixture({ kind: 'free', device }, stack);

async function showRun(page: Page, served: Served, run: Run): Promise<void> {
  const runs = await pretendRuns(page);
  runs.run = run;
  runs.list = [summaryOf(run)];
  const host = await openPretended(page, served, `?run=${run.id}`);
  host.sendStack(stack);
  host.sendFreshness({});
  await expect(steps(page)).toHaveCount(run.plan.steps.length);
}

/** A run that no recording has: its journal is that of a plan made from the recording. */
function runShot(name: string, words: string, run: () => Run): Shot {
  return {
    name,
    words,
    capture: LEAKED,
    size: 'screen',
    show: (page, served) => showRun(page, served, run()),
  };
}

export const ACTIONS: Chapter = {
  title: 'Plan and run',
  words:
    'The exact commands, then what each of them did. The runs shown here are made up from the recording.',
  shots: [
    {
      name: 'plan',
      words: 'What would free the snapshot: the stack now and then, and each step with its command.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        await pretendRuns(page);
        const host = await openPretended(page, served, FREE);
        host.sendStack(stack);
        host.sendFreshness({});
        await expect(button(page, 'Remove 2 mappings')).toBeEnabled();
      },
    },
    {
      name: 'plan-refused',
      words: 'A plan that is refused says by what, and the way out.',
      capture: LEAKED_AND_MOUNTED,
      size: 'screen',
      isLightOnly: true,
      async show(page, served) {
        await open(page, served);
        await page.getByRole('row', { name: /^SNAP/ }).first().click();
        await inspector(page).getByRole('button', { name: 'What would free this?' }).click();
        await dialog(page).locator('.plan-note').first().waitFor();
      },
    },
    runShot('run', 'A run that is under way, its last command late.', () => underWay(done)),
    runShot('run-done', 'A run that is done: before, after, and what keeps it from coming back.', () => done),
    runShot('run-interrupted', 'A run whose dmscope was killed in the middle.', () => interrupted(done)),
  ],
};

export const REPORTS: Chapter = {
  title: 'Report',
  words: 'For the incident: one file, made in the browser.',
  shots: [
    {
      name: 'report-dialog',
      words: 'Two clicks from a finding to its report.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        await openFinding(page, served, '?scope=dm');
        await inspector(page).getByRole('button', { name: 'Report' }).click();
        await dialog(page).getByRole('button', { name: 'HTML' }).waitFor();
      },
    },
    {
      name: 'report',
      words: 'The first page of the HTML report, as it is printed.',
      capture: LEAKED,
      size: 'paper',
      isInReadme: true,
      async show(page) {
        await page.goto(writeReport('html'));
      },
    },
    {
      name: 'report-diagram',
      words: 'Its picture alone, a PNG: what holds the snapshot.',
      capture: LEAKED,
      size: 'file',
      async show(page) {
        await page.goto(writeReport('png'));
      },
    },
  ],
};

/** As the command line makes it of the finding; its address. */
function writeReport(format: 'html' | 'png'): string {
  const dmscope = (...words: readonly string[]) =>
    spawnSync('bin/dmscope', [...words, '--capture', LEAKED], { cwd: PROJECT }).stdout.toString();
  const { findings } = JSON.parse(dmscope('findings', '--json'));
  const file = join(mkdtempSync(join(tmpdir(), 'dmscope-')), `report.${format}`);
  dmscope('report', '--format', format, '--finding', findings[0].id, '-o', file);
  return pathToFileURL(file).href;
}
