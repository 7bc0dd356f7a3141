import { describe, expect, test } from 'vitest';
import { indexStack } from '../stack/index-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { dmsetupTree } from './dmsetup-tree.ts';
import { type Guide, guidesOf } from './guides.ts';
import { USUAL, unfoldRows } from './rows.ts';
import { recordedStates } from './tree-captures.fixture.ts';
import { parseTreeOptions } from './tree-options.ts';
import { type Direction, plantForest } from './unfold.ts';

const GLYPHS: Readonly<Record<Guide, string>> = { pass: ' │ ', blank: '   ', tee: ' ├─', elbow: ' └─' };
/** dmsetup draws levels 0 to 98 and drops what is deeper. */
const LEVELS = 99;

/** The page's rows, all open, written as dmsetup writes them. */
function written(stack: Stack, direction: Direction): string {
  const { rows } = unfoldRows(plantForest(indexStack(stack), direction, 'dm'), { ...USUAL, start: 'all' });
  const lines = rows.flatMap(({ device, level }, at) => {
    if (level > LEVELS) return [];
    const lead = guidesOf(rows, at, LEVELS)
      .columns.map((guide) => GLYPHS[guide])
      .join('');
    return `${lead}${device.dm ? device.name : ''} (${device.devNo})\n`;
  });
  return lines.join('') || 'No devices found\n';
}

function printed(stack: Stack, list: string): string {
  const options = parseTreeOptions(list, { columns: null, isUtf8: true });
  if (!options.ok) throw new Error(options.reason);
  return [...dmsetupTree(stack, options.value)].join('');
}

// What dmsetupTree prints is held against recordings of dmsetup itself in dmsetup-tree.test.ts.
describe.each(recordedStates())("of $state, the page's rows are dmsetup's lines", ({ stack }) => {
  test('holders first', () => {
    expect(written(stack, 'holders-first')).toBe(printed(stack, 'notrunc'));
  });

  test('bases first', () => {
    expect(written(stack, 'bases-first')).toBe(printed(stack, 'notrunc,inverted'));
  });
});
