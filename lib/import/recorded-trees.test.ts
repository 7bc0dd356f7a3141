import { expect, test } from 'vitest';
import { buildStack } from '../stack/build-stack.ts';
import { encodeHostText } from '../text/host-text.ts';
import { dmsetupTree } from '../tree/dmsetup-tree.ts';
import { type RecordedTree, recordedStates } from '../tree/tree-captures.fixture.ts';
import { parseTreeOptions } from '../tree/tree-options.ts';
import { importCapture } from './import-capture.ts';

/**
 * A name that holds a newline stands on two lines, of which pasted text does not tell that they belong together. A line that was cut has
 * lost its number, and without numbers what is no mapped device is not shown at all.
 */
function isWhole({ options, text, isDigest }: RecordedTree): boolean {
  const hides =
    /(^|,)(no?d?|nod.*|n)(,|$)/.test(options) || /^(,?nodevice,?|de,no,c|b|blkdevname)$/.test(options);
  return (
    !isDigest &&
    !text.includes('...') &&
    !/\n(new)?line \(|\nc\]/.test(text) &&
    !hides &&
    !/vt100|^active,ascii/.test(options.includes('compact') ? options : '')
  );
}

const trees = recordedStates().flatMap(({ state, trees: recorded }) =>
  recorded
    .filter(isWhole)
    .map((tree) => [`${state} -o ${tree.options || 'nothing'}${tree.isRaw ? ' raw' : ''}`, tree] as const),
);

test('there are trees of every shape to read', () => {
  expect(trees.length).toBeGreaterThan(80);
});

test.each(trees)('%s prints the same again', (_, tree) => {
  const read = importCapture([{ path: 'dmsetup_ls_--tree', bytes: encodeHostText(tree.text) }], '');
  if (!read.ok) throw new Error(read.reason);
  const options = parseTreeOptions(tree.options, { columns: tree.columns, isUtf8: tree.isUtf8 });
  if (!options.ok) throw new Error(options.reason);
  const drawn = [...dmsetupTree(buildStack(read.value.value), options.value, tree.isRaw ? 'none' : 'auto')];
  expect(drawn.join('')).toBe(tree.text);
});
