import type { DevNo } from '../block/dev-no.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import { indexStack } from '../stack/index-stack.ts';
import type { Device, EdgeKind, MappedDevice, Stack } from '../stack/stack.ts';
import { type Expansion, type Reveal, type Rows, USUAL, unfoldRows } from './rows.ts';
import { type Direction, plantForest, type Scope } from './unfold.ts';

const MAPPED: MappedDevice = {
  rawName: '',
  uuid: '',
  made: { kind: 'none' },
  isSuspended: false,
  isReadOnly: false,
  hasLiveTable: true,
  hasInactiveTable: false,
  isDeferredRemove: false,
  openCount: 0,
  eventNumber: 0,
  segments: [],
  inactiveSegments: [],
};

/** A mapped device whose table names `bases`, in the order of `dmsetup deps`. */
export function mapped(devNo: DevNo, name: string, bases: readonly DevNo[]): Device {
  const edges = bases.map((base) => ({ base, kind: 'table' as const, roles: [], file: null }));
  return deviceFixture(devNo, {
    name,
    identity: `dm:${name}`,
    dm: { ...MAPPED, rawName: name },
    bases: edges,
  });
}

export function plain(
  devNo: DevNo,
  name: string,
  bases: readonly DevNo[] = [],
  kind: EdgeKind = 'md',
): Device {
  const edges = bases.map((base) => ({ base, kind, roles: [], file: null }));
  return deviceFixture(devNo, { name, identity: `name:${name}`, kind: 'disk', bases: edges });
}

/** S1, leaked, as the lab has it: names shortened, order and numbers as the kernel gave them. */
export const leakedSnapshot: Stack = stackFixture([
  mapped('254:5', 'docker-data', ['254:4']),
  mapped('254:6', 'docker-meta', ['254:4']),
  mapped('254:1', 'docker1', ['9:125']),
  mapped('254:0', 'docker2', ['254:2']),
  mapped('254:2', 'docker2-real', ['9:125']),
  mapped('254:4', 'snap', ['254:3', '254:2']),
  mapped('254:3', 'snap-cow', ['9:125']),
  plain('9:125', 'md125', ['98:0', '98:16']),
  plain('98:0', 'ubda'),
  plain('98:16', 'ubdb'),
  plain('98:32', 'ubdc'),
]);

/** Layers of two devices, each on both of the layer below: 2 ** layers paths. */
export function latticeOf(layers: number): Stack {
  const devices: Device[] = [plain('8:0', 'sda')];
  for (let layer = 0; layer < layers; layer++) {
    const bases: DevNo[] = layer === 0 ? ['8:0'] : [`254:${2 * layer - 2}`, `254:${2 * layer - 1}`];
    for (const side of [0, 1]) {
      devices.unshift(mapped(`254:${2 * layer + side}`, `layer${layer}${side === 0 ? 'a' : 'b'}`, bases));
    }
  }
  return stackFixture(devices);
}

type Shown = { readonly expansion?: Expansion; readonly reveal?: Reveal };

export function rowsOf(
  stack: Stack,
  [direction, scope]: [Direction, Scope],
  { expansion, reveal }: Shown = {},
): Rows {
  return unfoldRows(plantForest(indexStack(stack), direction, scope), expansion ?? USUAL, reveal ?? null);
}

/** Rows as text: two blanks a level, `+` when there is more to open, `~` for a repeat. */
export function drawn({ rows }: Rows): string {
  return rows
    .map(({ level, device, isOpen, rowsBelow, isRepeat }) => {
      const more = rowsBelow > 0 && !isOpen ? ' +' : '';
      return `${'  '.repeat(level - 1)}${device.name}${more}${isRepeat ? ' ~' : ''}`;
    })
    .join('\n');
}
