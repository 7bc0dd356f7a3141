import { expect, type Page } from '@playwright/test';
import { planFor } from '../../lib/plan/plan-for.ts';
import { runFixture } from '../../lib/run/finished-run.fixture.ts';
import { summaryOf } from '../../lib/run/run-of-events.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { expectAccessible } from './expect-accessible.ts';
import { button, device, dialog, FREE, SNAPSHOT, stack, steps } from './leak-plan.ts';
import { type PretendedHost, pretendHost } from './pretended-host.ts';
import { type PretendedRuns, pretendRuns } from './pretended-runs.ts';
import { test } from './serving.ts';
import { interrupted, underWay } from './unfinished-runs.ts';

const RUN = '20261121-143002-3f9a';
const done = runFixture({ kind: 'free', device }, stack);

test.describe('a plan with a live host', () => {
  let host: PretendedHost;
  let runs: PretendedRuns;

  test.beforeEach(async ({ page }) => {
    host = await pretendHost(page);
    runs = await pretendRuns(page);
  });

  async function open(page: Page, url: string): Promise<void> {
    await page.goto(url);
    await expect(page.locator('.skeleton')).toBeVisible();
    await expect
      .poll(async () => {
        host.sendStack(stack);
        host.sendFreshness({});
        return page.locator('.workspace').count();
      })
      .toBe(1);
  }

  test('one click starts what was read, and the dialog becomes the run', async ({ page, address }) => {
    await open(page, `${address}${FREE}`);
    runs.start = { kind: 'started', runId: RUN };
    runs.run = underWay(done);
    await expect(dialog(page)).toBeFocused();
    await button(page, 'Remove 2 mappings').click();
    await expect(steps(page).first()).toHaveAttribute('data-state', 'done');
    await expect(steps(page).last()).toHaveAttribute('data-state', 'running');
    await expect(dialog(page)).toContainText('a signal does not free what is stuck in the kernel');
    expect(page.url()).toContain(`run=${RUN}`);
    expect(runs.started).toEqual([
      { hostId: 'recording', intent: { kind: 'free', device }, fingerprint: done.plan.fingerprint },
    ]);
    await button(page, 'Stop after this step').click();
    await expect(dialog(page)).toContainText('It stops after the step that is under way.');
    runs.run = done;
    await expect(dialog(page).getByRole('heading', { name: 'Free now' })).toBeVisible();
    await expect(dialog(page).locator('code', { hasText: 'lvremove' })).toHaveText(`lvremove ${SNAPSHOT}`);
    await expect(dialog(page)).toContainText('Keep it from coming back');
    await button(page, 'Remove the snapshot for good…').click();
    await expect(dialog(page).getByRole('textbox', { name: /type its name/ })).toBeVisible();
  });

  test('a stack that has changed shows the new plan, and it has to be read before it is run', async ({
    page,
    address,
  }) => {
    await open(page, `${address}${FREE}`);
    const fewer = without(stack, 'docker--volumes-docker--meta');
    runs.start = { kind: 'changed', plan: planFor({ kind: 'free', device }, fewer) };
    await button(page, 'Remove 2 mappings').click();
    await expect(dialog(page).getByRole('alert')).toContainText(
      'The stack has changed since you reviewed it',
    );
    await expect(steps(page)).toHaveCount(1);
    await expect(button(page, 'Remove 1 mapping')).toBeDisabled();
    host.sendStack(fewer);
    await button(page, 'I have read this one').click();
    await expect(dialog(page).getByRole('alert')).toHaveCount(0);
    await button(page, 'Remove 1 mapping').click();
    await expect.poll(() => runs.started.length).toBe(2);
    expect(runs.started[1]).not.toMatchObject({ fingerprint: done.plan.fingerprint });
  });

  test('a stack that changes under the eyes of the reader has to be read anew as well', async ({
    page,
    address,
  }) => {
    await open(page, `${address}${FREE}`);
    await expect(button(page, 'Remove 2 mappings')).toBeEnabled();
    host.sendStack(without(stack, 'docker--volumes-docker--meta'));
    await expect(button(page, 'Remove 1 mapping')).toBeDisabled();
    host.sendStack(stack);
    await expect(button(page, 'Remove 2 mappings')).toBeEnabled();
  });

  test('busy, unable and silent servers are each told in a sentence', async ({ page, address }) => {
    await open(page, `${address}${FREE}`);
    runs.start = { kind: 'busy', reason: 'Another run has this host.', runId: RUN };
    runs.run = done;
    await button(page, 'Remove 2 mappings').click();
    await expect(dialog(page).getByRole('alert')).toHaveText(/Another run has this host\./);
    runs.start = { kind: 'cannot', reason: 'The journal cannot be written: the disk is full.' };
    await button(page, 'Remove 2 mappings').click();
    await expect(dialog(page).getByRole('alert')).toHaveText(/the disk is full/);
    runs.start = { kind: 'busy', reason: 'Another run has this host.', runId: RUN };
    await button(page, 'Remove 2 mappings').click();
    await button(page, 'Show that run').click();
    await expect(dialog(page).locator('[data-run-state="done"]')).toBeVisible();
  });

  test('a run is there again on return; without the server it is said to go on', async ({
    page,
    address,
  }) => {
    runs.run = underWay(done);
    runs.active = summaryOf(runs.run);
    await open(page, `${address}?run=${RUN}`);
    await expect(steps(page)).toHaveCount(2);
    runs.run = null;
    await expect(dialog(page).getByRole('alert')).toContainText(
      'A run continues on the host without this page.',
    );
    runs.run = underWay(done);
    await expect(dialog(page).getByRole('alert')).toHaveCount(0);
    await button(page, 'Close').last().click();
    const band = page.getByRole('status').filter({ hasText: 'A run is under way' });
    await expect(band).toContainText('1 of 2 steps done, by ada');
    await band.getByRole('button', { name: 'Show the run' }).click();
    await expect(steps(page)).toHaveCount(2);
  });

  test('the list of runs opens each; a viewer sees them and runs nothing', async ({ page, address }) => {
    runs.me = { name: 'eve', role: 'viewer', mayRun: false, whyNot: 'signed in as viewer' };
    await open(page, `${address}${FREE}`);
    await expect(button(page, 'Remove 2 mappings')).toBeDisabled();
    await expect(dialog(page)).toContainText('You may look, and not run anything: signed in as viewer.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Runs' }).click();
    await expect(page.getByText('dmscope has not run anything on this host yet.')).toBeVisible();
    await page.keyboard.press('Escape');
    runs.run = interrupted(done);
    runs.list = [summaryOf(runs.run), { ...summaryOf(done), id: '20261121-120000-0001' }];
    await page.getByRole('button', { name: 'Runs' }).click();
    await page.getByRole('button', { name: /Interrupted/ }).click();
    await expect(steps(page).last()).toHaveAttribute('data-state', 'cut-short');
    await expect(button(page, 'Stop after this step')).toHaveCount(0);
    await button(page, 'Make a fresh plan').click();
    await expect(dialog(page).getByRole('figure', { name: 'Then' })).toBeVisible();
  });

  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    test(`axe finds nothing about runs: ${width}`, async ({ page, address }) => {
      await page.setViewportSize({ width, height });
      // In what is on top; the page behind it is looked at on its own.
      const look = (state: string) =>
        expectAccessible(page, { name: `${state}-${width}`, within: '[role="dialog"]' });
      runs.run = underWay(done);
      runs.active = summaryOf(runs.run);
      await open(page, `${address}?run=${RUN}`);
      await expect(steps(page).last()).toHaveAttribute('data-state', 'running');
      await look('run-under-way');
      runs.run = done;
      runs.active = null;
      await expect(dialog(page).getByRole('figure', { name: 'After' })).toBeVisible();
      await look('run-done');
      await open(page, `${address}?plan=${encodeURIComponent(`free-and-lvremove:${device.identity}`)}`);
      await expect(dialog(page).getByRole('textbox')).toBeVisible();
      await look('plan-typed');
      runs.run = interrupted(done);
      runs.list = [summaryOf(runs.run), { ...summaryOf(done), id: '20261121-120000-0001' }];
      await open(page, `${address}?run=${RUN}`);
      await expect(steps(page)).toHaveCount(2);
      await look('run-interrupted');
      await button(page, 'Close').last().click();
      await page.getByRole('button', { name: 'Runs' }).click();
      await expect(page.getByRole('button', { name: /Interrupted/ })).toBeVisible();
      await look('runs');
    });
  }
});

function without(whole: Stack, name: string): Stack {
  return { ...whole, devices: whole.devices.filter((each) => each.name !== name) };
}
