import { type DevNo, madeUpNumber } from '../../block/dev-no.ts';
import type { DeviceFacts, Reading } from '../reading.ts';
import { byName } from '../tree-order.ts';
import type { Joined, JoinedDevice } from './join-readings.ts';

/** A device of the joined outputs with what it is called and the number it goes by; see madeUpNumber. */
export type Numbered = {
  readonly device: JoinedDevice;
  readonly devNo: DevNo;
  /** Of what is no mapped device: its kernel name, else the best of its other names. Empty where only its number is known. */
  readonly name: string;
};

export type NumberedDevices = {
  readonly mapped: readonly Numbered[];
  readonly others: readonly Numbered[];
  readonly of: (device: JoinedDevice) => Numbered;
};

/** Mapped devices in the order of the best list of them, so that a tree stands as dmsetup would draw it; the others as they came. */
export function numbered({ devices, readings }: Joined): NumberedDevices {
  let made = 0;
  const all = new Map(
    devices.map((device): [JoinedDevice, Numbered] => {
      const { devNo, kname, dmName, dmUuid, paths } = device.names;
      const name = device.isMapped
        ? (dmName ?? kname ?? dmUuid ?? '')
        : (kname ?? [...paths][0]?.replaceAll('/', '!') ?? '');
      return [device, { device, devNo: devNo ?? madeUpNumber(++made), name }];
    }),
  );
  const of = (device: JoinedDevice) => all.get(device) as Numbered;
  const rank = rankOfNames(readings);
  const mapped = [...all.values()]
    .filter(({ device }) => device.isMapped)
    .map((each, at) => ({ each, at, rank: rank(each) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ each }) => each);
  return { mapped, others: [...all.values()].filter(({ device }) => !device.isMapped), of };
}

/** Lists that stand in the kernel's order, the best first. */
const ORDERED = [
  'dmsetup-info',
  'dmsetup-ls',
  'dmsetup-table',
  'dmsetup-status',
  'dmsetup-deps',
  'dmsetup-tree',
] as const;

function rankOfNames(readings: Joined['readings']): (device: Numbered) => number {
  const [list] = ORDERED.flatMap((kind) => readings.filter((reading) => reading.kind === kind));
  const ranks = new Map<string, number>();
  for (const { ref } of inKernelsOrder(list))
    for (const key of [ref.dmName, ref.devNo])
      if (key !== undefined && !ranks.has(key)) ranks.set(key, ranks.size);
  return ({ device: { names } }) =>
    ranks.get(names.dmName ?? '') ?? ranks.get(names.devNo ?? '') ?? Number.MAX_SAFE_INTEGER;
}

/** An inverted tree begins with what is at the bottom, which tells nothing of the kernel's order; that is by name since Linux 5.11. */
function inKernelsOrder(list: Reading | undefined): readonly DeviceFacts[] {
  const devices = list?.devices ?? [];
  if (list?.kind !== 'dmsetup-tree') return devices;
  const place = new Map(devices.map(({ ref }, at) => [ref.devNo ?? ref.dmName, at]));
  const first = devices.findIndex(({ bases = [] }) => bases.length > 0);
  const isInverted = devices[first]?.bases?.some(
    (base) => (place.get(base.devNo ?? base.dmName) ?? first) < first,
  );
  if (!isInverted) return devices;
  return byName(devices.map((facts) => ({ ...facts, name: facts.ref.dmName ?? '' })));
}
