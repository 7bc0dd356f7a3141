import { expect, test } from 'vitest';
import { buildStack } from '../stack/build-stack.ts';
import { encodeHostText } from '../text/host-text.ts';
import { dmsetupTree } from '../tree/dmsetup-tree.ts';
import { type RecordedTree, recordedStates } from '../tree/tree-captures.fixture.ts';
import { parseTreeOptions } from '../tree/tree-options.ts';
import { importCapture } from './import-capture.ts';
import { readTree } from './read-tree.ts';

/** A line that was cut has lost its number, and without numbers what is no mapped device is not shown at all. */
function isWhole({ options, text, isDigest }: RecordedTree): boolean {
  const hides =
    /(^|,)(no?d?|nod.*|n)(,|$)/.test(options) || /^(,?nodevice,?|de,no,c|b|blkdevname)$/.test(options);
  return (
    !isDigest &&
    !text.includes('...') &&
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

test('attributes are read where the tree shows them', () => {
  const text = 'a <dm-1> (254:1) [SUSPENDED, RO, 3, LVM-x]\n `- <md0> (9:0)\n';
  expect(readTree(text)?.devices).toEqual([
    {
      name: 'a',
      devNo: '254:1',
      uuid: 'LVM-x',
      isSuspended: true,
      isReadOnly: true,
      openCount: 3,
      eventNumber: null,
      isInSysfs: true,
      bases: ['9:0'],
    },
  ]);
});

test('a name that was cut is the whole one that begins so', () => {
  const text = 'top (254:2)\n `-vg-long--name (254:1)\nother (254:3)\n `-vg-long...\n';
  expect(readTree(text)?.devices.map(({ name, bases }) => [name, bases])).toEqual([
    ['top', ['254:1']],
    ['vg-long--name', []],
    ['other', ['254:1']],
  ]);
});

test('prose is no tree', () => {
  expect(readTree(' `-\n')).toBeNull();
  expect(readTree('')).toBeNull();
});
