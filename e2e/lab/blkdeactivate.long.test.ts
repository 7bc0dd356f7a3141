import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { comparisonTable, type Outcome, TOOLS, type Tool, tryOn, withoutSeconds } from './side-by-side.ts';
import { ODD_STACKS, type StackCase, USUAL_STACKS } from './side-by-side-stacks.ts';

/** To have the table written anew: `LAB_UPDATE=1`, then read what came of it. */
const PAGE = new URL('../../docs/blkdeactivate.md', import.meta.url);
const SETS = [
  { scenario: 'side-by-side', stacks: USUAL_STACKS },
  { scenario: 'side-by-side-odd', stacks: ODD_STACKS },
];

describe.skipIf(missingForLab().length > 0).each(SETS)('$scenario', ({ scenario, stacks }) => {
  let guest: Guest;
  afterEach(() => guest?.down());
  const seen = new Map<Tool, Map<StackCase, Outcome>>();

  test.each(TOOLS)(
    '$name is tried on each',
    async (tool) => {
      guest = await bootGuest({ name: scenario, limitMs: 3_000_000 });
      const outcomes = new Map<StackCase, Outcome>();
      for (const [at, stack] of stacks.entries()) {
        if (at === 0) await guest.build(scenario, stack.state);
        else expect(await guest.advance()).toBe(stack.state);
        outcomes.set(stack, await tryOn(guest, tool, stack));
      }
      seen.set(tool, outcomes);
    },
    3_000_000,
  );

  test('dmscope’s exit status says whether the goal is reached, and it removes nothing else', () => {
    const dmscope = TOOLS.find(({ name }) => name.startsWith('dmscope'));
    const outcomes = [...(dmscope ? (seen.get(dmscope) ?? []) : [])];
    expect(outcomes).toHaveLength(stacks.length);
    for (const [{ title, standing }, { exitStatus, left, removed }] of outcomes) {
      expect(exitStatus, title).toBe(left.length === 0 ? 0 : 1);
      expect(standing, title).toEqual(expect.arrayContaining([...removed]));
    }
  });

  test('the page shows what is seen', () => {
    const page = readFileSync(PAGE, 'utf8');
    const table = comparisonTable(stacks, seen);
    const inPage = new RegExp(`(?<=<!-- ${scenario} -->\\n)[^]*(?=<!-- /${scenario} -->)`);
    if (process.env.LAB_UPDATE)
      writeFileSync(
        PAGE,
        page.replace(inPage, () => `\n${table}\n`),
      );
    else expect(withoutSeconds(inPage.exec(page)?.[0].trim() ?? '')).toBe(withoutSeconds(table.trim()));
  });
});
