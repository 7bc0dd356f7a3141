import type { DevNo } from '../block/dev-no.ts';
import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { doubtsOf } from '../stack/uses-of.ts';
import { type Carrying, disksBelow, isEncryption, isPartition } from './nesting.ts';
import { basesOf, downFrom } from './walk.ts';

/**
 * What somebody opened to look into a disk – partition maps, LUKS, loop, nbd – and forgot. It is left over when nothing
 * uses it or what is above it, as far as every source that would show a user was read; with volumes of LVM on top it is a matter for the rules on volume groups. Of
 * a tower that was left the lowest layer is the finding, since taking that down takes all of it.
 */
export type LeftOver = {
  readonly kind: 'maps' | 'crypt' | 'loop' | 'nbd';
  /** The device; of partition maps the one they are maps of. */
  readonly device: Device;
  /** The maps; otherwise just the device. */
  readonly layers: readonly Device[];
  /** The snapshot, volume or image it looks into; null for hardware. */
  readonly disk: Carrying | null;
};

export type LeftOverGround = {
  readonly index: StackIndex;
  readonly thinCopies: ReadonlyMap<DevNo, Device | null>;
  readonly isInUse: (devNo: DevNo) => boolean;
};

export function leftOvers(ground: LeftOverGround): readonly LeftOver[] {
  const { stack } = ground.index;
  const supports = supportsOthers(ground.index);
  const doubtful = downFrom(
    ground.index,
    stack.devices.filter((device) => doubtsOf(ground.index, device).length > 0),
  );
  const isIdle = ({ devNo }: Device) =>
    !ground.isInUse(devNo) && !supports.has(devNo) && !doubtful.has(devNo);
  const found = [
    ...mapsOf(ground).filter(({ layers }) => layers.every(isIdle)),
    ...stack.devices.flatMap((device): readonly LeftOver[] => {
      const kind = kindOf(device);
      if (kind === null || !isIdle(device) || isHostsOwn(device)) return NONE;
      return [{ kind, device, layers: [device], disk: diskUnder(device, ground) }];
    }),
  ].filter(({ kind, disk }) => kind !== 'crypt' || disk !== null);
  const higher = above(
    found.flatMap(({ layers }) => layers),
    ground.index,
  );
  // One that is to be removed already is told of by its own rule, with what stands on it.
  const isTold = ({ layers }: LeftOver) => layers.every(({ dm }) => dm?.isDeferredRemove);
  return found.filter((each) => !isTold(each) && !each.layers.some(({ devNo }) => higher.has(devNo)));
}

const NONE: readonly LeftOver[] = [];

function kindOf(device: Device): LeftOver['kind'] | null {
  if (isEncryption(device)) return 'crypt';
  const { loop, nbd } = device;
  // Autoclear: it goes when its last user closes it, so it has one.
  if (loop) return loop.isAutoclear ? null : 'loop';
  return nbd && nbd.pid !== null ? 'nbd' : null;
}

/** Partition maps by the device they are of. Multipath and fakeraid always have theirs: udev makes them. */
function mapsOf(ground: LeftOverGround): readonly LeftOver[] {
  const byBase = new Map<DevNo, Device[]>();
  for (const device of ground.index.stack.devices) {
    const made = device.dm?.made;
    const [edge] = device.bases;
    if (made?.kind !== 'partition' || !edge || /^(mpath|DMRAID)-/.test(made.parentUuid)) continue;
    const maps = byBase.get(edge.base);
    if (maps) maps.push(device);
    else byBase.set(edge.base, [device]);
  }
  return [...byBase].flatMap(([base, layers]) => {
    const device = ground.index.byDevNo.get(base);
    const [first] = layers;
    return device && first ? [{ kind: 'maps', device, layers, disk: diskUnder(first, ground) }] : [];
  });
}

function diskUnder(device: Device, { index, thinCopies }: LeftOverGround): Carrying | null {
  return disksBelow([device], index, thinCopies).carriers[0] ?? null;
}

/** What anything stands on that is not itself such a layer: a volume, an array, a map made by hand. That is another matter. */
function supportsOthers(index: StackIndex): ReadonlySet<DevNo> {
  const isLayer = (device: Device) =>
    isPartition(device) || isEncryption(device) || device.kind === 'loop' || device.kind === 'nbd';
  const bases = new Set<Device>();
  for (const device of index.stack.devices) {
    if (isLayer(device)) continue;
    for (const base of basesOf(index, device)) bases.add(base);
  }
  return downFrom(index, [...bases]);
}

/** All that stands on one of these. */
function above(devices: readonly Device[], index: StackIndex): ReadonlySet<DevNo> {
  const reached = new Set<DevNo>();
  const pending = devices.map(({ devNo }) => devNo);
  for (let devNo = pending.pop(); devNo; devNo = pending.pop()) {
    for (const { holder } of holdersOf(index, devNo)) {
      if (reached.has(holder.devNo)) continue;
      reached.add(holder.devNo);
      pending.push(holder.devNo);
    }
  }
  return reached;
}

/** A PV or a member of an array in a file may be the host's own, just not active; one that a loop makes of a device is not. */
const HOSTS_OWN_IN_FILES = new Set(['LVM2_member', 'linux_raid_member']);

function isHostsOwn({ dm, fileSystem, bases }: Device): boolean {
  const isOverDevice = bases.some(({ kind }) => kind === 'loop' || kind === 'nbd');
  return dm === null && !isOverDevice && HOSTS_OWN_IN_FILES.has(fileSystem?.type ?? '');
}
