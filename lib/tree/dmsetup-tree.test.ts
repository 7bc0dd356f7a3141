import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encodeHostText } from '../text/host-text.ts';
import { dmsetupTree } from './dmsetup-tree.ts';
import { type RecordedTree, recordedStates } from './tree-captures.fixture.ts';
import { parseTreeOptions, type TreeOptions, type TreeOutput } from './tree-options.ts';

function optionsOf(list: string, output: TreeOutput = { columns: null, isUtf8: true }): TreeOptions {
  const options = parseTreeOptions(list, output);
  if (!options.ok) throw new Error(options.reason);
  return options.value;
}

/** As the fixtures keep a very long one. */
function digestOf(text: string): string {
  const bytes = encodeHostText(text);
  return `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}\n`;
}

function titleOf(tree: RecordedTree): string {
  const marks = [
    tree.isRaw && 'raw names',
    !tree.isUtf8 && 'C locale',
    tree.columns && `${tree.columns} columns`,
  ];
  return [`-o "${tree.options}"`, ...marks.filter(Boolean)].join(', ');
}

describe.each(recordedStates())(
  'of $state, dmsetup ls --tree is matched byte for byte',
  ({ stack, trees }) => {
    test.each(trees.map((tree) => [titleOf(tree), tree] as const))('%s', (_, tree) => {
      const mine = [...dmsetupTree(stack, optionsOf(tree.options, tree), tree.isRaw ? 'none' : 'auto')].join(
        '',
      );
      if (tree.isDigest) {
        expect(digestOf(mine)).toBe(tree.text);
      } else {
        expect(mine).toBe(tree.text);
        expect(encodeHostText(mine)).toEqual(encodeHostText(tree.text));
      }
    });
  },
);
