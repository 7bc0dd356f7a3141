import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import {
  comparisonTable,
  type Outcome,
  STACKS,
  type StackCase,
  TOOLS,
  type Tool,
  tryOn,
  withoutSeconds,
} from './side-by-side.ts';

/** To have the table written anew: `LAB_UPDATE=1`, then read what came of it. */
const PAGE = new URL('../../docs/blkdeactivate.md', import.meta.url);
const TABLE = /(?<=<!-- seen -->\n)[\s\S]*(?=<!-- \/seen -->)/;

describe.skipIf(missingForLab().length > 0)('side by side on twelve stacks', () => {
  let guest: Guest;
  afterEach(() => guest?.down());
  const seen = new Map<Tool, Map<StackCase, Outcome>>();

  test.each(TOOLS)(
    '$name is tried on each',
    async (tool) => {
      guest = await bootGuest({ name: 'side-by-side', limitMs: 1_500_000 });
      const outcomes = new Map<StackCase, Outcome>();
      for (const [at, stack] of STACKS.entries()) {
        if (at === 0) await guest.build('side-by-side', stack.state);
        else expect(await guest.advance()).toBe(stack.state);
        outcomes.set(stack, await tryOn(guest, tool, stack));
      }
      seen.set(tool, outcomes);
    },
    1_500_000,
  );

  test('dmscope’s exit status tells whether what was asked for is so, and it takes nothing else away', () => {
    const dmscope = TOOLS.find(({ name }) => name.startsWith('dmscope'));
    const outcomes = [...(dmscope ? (seen.get(dmscope) ?? []) : [])];
    expect(outcomes).toHaveLength(12);
    for (const [{ title, standing }, { exitStatus, left, removed }] of outcomes) {
      expect(exitStatus, title).toBe(left.length === 0 ? 0 : 1);
      expect(standing, title).toEqual(expect.arrayContaining([...removed]));
    }
  });

  test('the page shows what is seen', () => {
    const page = readFileSync(PAGE, 'utf8');
    const table = comparisonTable(seen);
    if (process.env.LAB_UPDATE)
      writeFileSync(
        PAGE,
        page.replace(TABLE, () => `\n${table}\n`),
      );
    else expect(withoutSeconds(TABLE.exec(page)?.[0].trim() ?? '')).toBe(withoutSeconds(table.trim()));
  });
});
