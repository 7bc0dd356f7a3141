import { expect, test } from 'vitest';
import { unmangleName } from '../../../dm/mangle.ts';
import type { Stack } from '../../../stack/stack.ts';
import { type RecordedTree, recordedStates } from '../../../tree/tree-captures.fixture.ts';
import type { DeviceRef } from '../../reading.ts';
import { linesOf } from './reader.fixture.ts';
import { treeReader } from './tree-reader.ts';

/** Trees that real kernels and dmsetup printed, in all their options, against the dependencies of the same moment. */
const recorded = recordedStates().flatMap(({ state, stack, trees }) =>
  trees
    // A name with a newline in it cannot be told from two lines.
    .filter(({ isDigest }) => !isDigest && !/names/.test(state))
    .map(
      (tree) => [`${state} -o ${tree.options || 'nothing'} at ${tree.columns} columns`, tree, stack] as const,
    ),
);

function readingOf({ options, isRaw, text }: RecordedTree) {
  const command = `dmsetup ${isRaw ? '--manglename none ' : ''}ls --tree${options ? ` -o ${options}` : ''}`;
  return treeReader.read({ command, path: '', lines: linesOf(text) });
}

function finderIn({ devices }: Stack) {
  const byNumber = new Map(devices.map((device) => [device.devNo as string, device]));
  const byKname = new Map(devices.map((device) => [device.kname, device]));
  const byName = new Map(
    devices.flatMap((device) => {
      const name = device.dm?.rawName ?? '';
      return device.dm ? [[name, device] as const, [unmangleName(name), device] as const] : [];
    }),
  );
  return ({ devNo, kname, dmName }: DeviceRef) =>
    devNo ? byNumber.get(devNo) : kname ? byKname.get(kname) : byName.get(dmName ?? '');
}

test('there are trees of every shape', () => {
  expect(recorded.length).toBeGreaterThan(150);
});

test.each(recorded)('%s: no device and no edge is made up', (_, tree, stack) => {
  const find = finderIn(stack);
  const hidesOthers = /(^|,)n/.test(tree.options) && !/blkdevname/.test(tree.options);
  for (const { ref, bases } of readingOf(tree)?.devices ?? []) {
    const device = find(ref);
    expect(device, JSON.stringify(ref)).toBeDefined();
    if (ref.dmName !== undefined && device?.dm) {
      expect([device.dm.rawName, unmangleName(device.dm.rawName)]).toContain(ref.dmName);
    }
    if (bases === undefined) continue;
    const told = bases.map((base) => find(base)?.devNo);
    const real = device?.bases.map(({ base }) => base) ?? [];
    if (hidesOthers) expect(real).toEqual(expect.arrayContaining(told));
    else expect(new Set(told)).toEqual(new Set(real));
  }
});

test.each(recorded)('%s: what is whole lacks no device that is mapped', (_, tree, stack) => {
  const reading = readingOf(tree);
  if (!reading?.whole.includes('mapped')) return;
  const find = finderIn(stack);
  const told = new Set(reading.devices.map(({ ref }) => find(ref)?.devNo));
  const mapped = stack.devices.filter(({ dm }) => dm?.hasLiveTable).map(({ devNo }) => devNo);
  expect([...told]).toEqual(expect.arrayContaining(mapped));
});

test('most of them are whole', () => {
  const whole = recorded.filter(([, tree]) => readingOf(tree)?.whole.includes('mapped'));
  expect(whole.length).toBeGreaterThan(120);
});
