import { expect, test } from 'vitest';
import type { DevNo } from '../block/dev-no.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Device, Edge, MappedDevice, Stack } from '../stack/stack.ts';
import { dmsetupTree } from './dmsetup-tree.ts';
import { parseTreeOptions, type TreeOptions } from './tree-options.ts';

const PLAIN: MappedDevice = {
  rawName: '',
  uuid: '',
  made: { kind: 'none' },
  isSuspended: false,
  isReadOnly: false,
  hasLiveTable: true,
  hasInactiveTable: false,
  isDeferredRemove: null,
  openCount: 0,
  eventNumber: 0,
  segments: [],
  inactiveSegments: [],
};

function mapped(minor: number, bases: readonly DevNo[], told: Partial<MappedDevice> = {}): Device {
  const dm = { ...PLAIN, rawName: `d${minor}`, ...told };
  const edges = bases.map((base): Edge => ({ base, kind: 'table', roles: [], file: null }));
  return deviceFixture(`254:${minor}`, { name: dm.rawName, dm, bases: edges });
}

function optionsOf(list: string): TreeOptions {
  const options = parseTreeOptions(list, { columns: null, isUtf8: false });
  if (!options.ok) throw new Error(options.reason);
  return options.value;
}

function draw(stack: Stack, list = ''): string {
  return [...dmsetupTree(stack, optionsOf(list))].join('');
}

/** Layers of two devices, each on both of the layer below. */
function lattice(layers: number): Stack {
  const devices: Device[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const below: readonly DevNo[] = layer === 0 ? ['8:0'] : [`254:${2 * layer - 1}`, `254:${2 * layer - 2}`];
    devices.push(mapped(2 * layer, below), mapped(2 * layer + 1, below));
  }
  return stackFixture(devices);
}

test('a chain 10,000 deep is drawn down to its 99th level, as dmsetup does', () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => mapped(i, i === 0 ? ['8:0'] : [`254:${i - 1}`]));
  const lines = draw(stackFixture(chain), 'notrunc').split('\n');
  expect(lines).toHaveLength(99 + 1);
  expect(lines[0]).toBe('d9999 (254:9999)');
  expect(lines[98]).toBe(`${'   '.repeat(97)} \`-d9901 (254:9901)`);
  expect(draw(stackFixture(chain), 'inverted').split('\n')[0]).toBe(' (8:0)');
});

test('the first lines of a tree that would never end come at once, in chunks of bounded length', () => {
  let count = 0;
  for (const chunk of dmsetupTree(lattice(90), optionsOf(''))) {
    expect(chunk.length).toBeLessThan(70_000);
    count += 1;
    if (count === 20) break;
  }
  expect(count).toBe(20);
});

test('a lattice of twelve layers has a line for each of its 4,096 paths', () => {
  expect(draw(lattice(12)).match(/^.*\(8:0\)$/gm)).toHaveLength(4096);
});

test('a cycle, which no kernel has but a capture may claim, ends at the 99th level', () => {
  const stack = stackFixture([mapped(0, ['254:1']), mapped(1, ['254:2']), mapped(2, ['254:1'])]);
  expect(draw(stack).trim().split('\n')).toHaveLength(99);
});

test('only tables count, and a base that the host does not have has no kernel name', () => {
  const loop = deviceFixture('7:0', {
    kname: 'loop0',
    kind: 'loop',
    bases: [{ base: '254:0', kind: 'loop-file', roles: [], file: '/srv/a' }],
  });
  const gone = deviceFixture('8:16', { kname: null, name: '8:16', kind: 'missing' });
  const stack = stackFixture([mapped(0, ['8:16', '9:9']), mapped(1, ['7:0']), loop, gone]);
  expect(draw(stack, 'blkdevname')).toBe(
    'd0 <dm-0> (254:0)\n |- (8:16)\n `- (9:9)\nd1 <dm-1> (254:1)\n `- <loop0> (7:0)\n',
  );
});

test('a device that has no place in sysfs yet has no kernel name to show', () => {
  const devices = [deviceFixture('254:0', { ...mapped(0, [], { hasLiveTable: false }), kname: null })];
  expect(draw(stackFixture(devices), 'blkdevname')).toBe('d0 (254:0)\n');
});

test('names are shown as people write them, or as the kernel has them', () => {
  const stack = stackFixture([mapped(0, [], { rawName: 'a\\x20b', uuid: 'CRYPT-a\\x20b' })]);
  expect(draw(stack, 'uuid')).toBe('a b (254:0) [CRYPT-a b]\n');
  expect([...dmsetupTree(stack, optionsOf('uuid'), 'none')].join('')).toBe(
    'a\\x20b (254:0) [CRYPT-a\\x20b]\n',
  );
});

test('a host without mapped devices has none to show, whatever else it has', () => {
  expect(draw(stackFixture([deviceFixture('8:0', { kind: 'disk' })]))).toBe('No devices found\n');
});
