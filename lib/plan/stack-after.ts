import { type DevNo, parseDevNo } from '../block/dev-no.ts';
import { devicesOfSegment } from '../dm/segment-details.ts';
import { holdersOf, indexStack, type StackIndex } from '../stack/index-stack.ts';
import type { Device, Edge, MappedDevice, Stack } from '../stack/stack.ts';
import type { Plan, Step } from './plan.ts';
import { isUnused, partitionsOf } from './users.ts';

/**
 * The stack as it would be after a plan's steps, so that before and after can stand side by side before anything is run.
 * It foretells which devices there are, what they stand on and their states; not counts, nor how full anything gets. A
 * loop or nbd that is bound to nothing is no device of the host any more, as the collector sees it.
 */
export function stackAfter(plan: Plan, stack: Stack): Stack {
  return plan.steps.reduce(afterStep, stack);
}

function afterStep(stack: Stack, step: Step): Stack {
  const index = indexStack(stack);
  const device = stack.devices.find(({ identity }) => identity === step.device.identity);
  if (!device) return stack;
  switch (step.kind) {
    case 'resume':
      return withDevice(stack, resumed(device));
    case 'clear-table':
      return withDevice(stack, withDm(device, { hasInactiveTable: false, inactiveSegments: [] }));
    case 'remove-snapshot':
      return withoutSnapshot(index, device);
    case 'activate-thin':
      return withMapping(stack, step, device);
    case 'suspend-origin':
    case 'create-thin-snapshot':
    case 'resume-origin':
    case 'delete-thin':
      return stack;
    case 'close-crypt':
    case 'flush-multipath':
    case 'detach-loop':
    case 'disconnect-nbd':
    case 'stop-array':
    case 'remove-mapping': {
      const isWaitedFor = step.after.some(({ claim }) => claim === 'is-gone-or-pending');
      if (isWaitedFor && !isUnused(index, device))
        return withDevice(stack, withDm(device, { isDeferredRemove: true }));
      return without(stack, [device, ...goingWith(index, device)]);
    }
    default:
      return step.kind satisfies never;
  }
}

/** A mapping that is made above a pool. What the pool has of it by ID is seen in no stack. */
function withMapping(stack: Stack, step: Step, pool: Device): Stack {
  const made = step.after.find(({ claim }) => claim === 'is-made')?.device;
  if (!made || !pool.dm) return stack;
  const { identity, devNo, name, table } = made;
  const [, length = '', target = '', ...args] = (table ?? '').split(' ');
  const lengthSectors = Number(length);
  const segments = [{ startSector: 0, lengthSectors, target, args: args.join(' '), status: null }];
  const dm: MappedDevice = {
    ...pool.dm,
    rawName: name,
    uuid: '',
    made: { kind: 'none' },
    openCount: 0,
    segments,
  };
  const device: Device = {
    ...pool,
    ...{ identity, devNo, name, kname: null, dm, links: [], openedBy: null, unexplainedOpens: null },
    sizeBytes: lengthSectors * 512,
    bases: [{ base: pool.devNo, kind: 'table', roles: ['pool'], file: null }],
  };
  return { ...stack, devices: [device, ...stack.devices] };
}

/** Partitions go with their disk, and what cryptsetup put below its device for integrity goes with that device. */
function goingWith(index: StackIndex, device: Device): readonly Device[] {
  const made = device.dm?.made;
  const below =
    made?.kind === 'crypt' && made.uuid !== '' ? device.bases.map(({ base }) => index.byDevNo.get(base)) : [];
  const ofSameContainer = below.flatMap((each) => {
    const other = each?.dm?.made;
    return each && other?.kind === 'crypt' && made?.kind === 'crypt' && other.uuid === made.uuid
      ? [each]
      : [];
  });
  return [...partitionsOf(index, device), ...ofSameContainer];
}

/**
 * LVM removes a snapshot together with its store. With the last snapshot of an origin goes what lies between the two:
 * the origin then stands where its `-real` stood.
 */
function withoutSnapshot(index: StackIndex, snapshot: Device): Stack {
  const gone = new Set<DevNo>([snapshot.devNo]);
  const isPart = ({ base, roles }: Edge, role: string) =>
    roles.includes(role) && holdersOf(index, base).every(({ holder }) => gone.has(holder.devNo));
  for (const edge of snapshot.bases) if (isPart(edge, 'cow')) gone.add(edge.base);
  const real = snapshot.bases.find(({ roles }) => roles.includes('origin'))?.base;
  const left = real === undefined ? [] : holdersOf(index, real).filter(({ holder }) => holder !== snapshot);
  const [origin, ...others] = left;
  const below = real === undefined ? undefined : index.byDevNo.get(real);
  const rest = without(
    index.stack,
    [...gone].flatMap((devNo) => index.byDevNo.get(devNo) ?? []),
  );
  if (!below || !origin || others.length > 0 || !isOrigin(origin.holder)) return rest;
  return withDevice(without(rest, [below]), {
    ...withDm(origin.holder, { segments: below.dm?.segments ?? [] }),
    bases: below.bases,
  });
}

/** What goes on standing where a snapshot stood that a plan removes: not part of the plan, and what a reader asks for. */
export function originsKept(plan: Plan, stack: Stack): readonly Device[] {
  const index = indexStack(stack);
  const snapshots = plan.steps.flatMap(({ kind, device }) =>
    kind === 'remove-snapshot' ? [device.devNo] : [],
  );
  const reals = snapshots.flatMap((devNo) =>
    (index.byDevNo.get(devNo)?.bases ?? []).filter(({ roles }) => roles.includes('origin')),
  );
  return reals.flatMap(({ base }) =>
    holdersOf(index, base)
      .map(({ holder }) => holder)
      .filter(isOrigin),
  );
}

function isOrigin({ dm }: Device): boolean {
  return dm?.segments.some(({ target }) => target === 'snapshot-origin') ?? false;
}

/** A table that is loaded takes the place of the live one. */
function resumed(device: Device): Device {
  if (!device.dm?.hasInactiveTable) return withDm(device, { isSuspended: false });
  const { inactiveSegments } = device.dm;
  const bases = new Map<DevNo, Edge>();
  for (const { device: named, role } of inactiveSegments.flatMap(devicesOfSegment)) {
    const base = parseDevNo(named);
    if (base === null) continue;
    const roles = [...new Set([...(bases.get(base)?.roles ?? []), role])];
    bases.set(base, { base, kind: 'table', roles, file: null });
  }
  const segments = inactiveSegments.map((segment) => ({ ...segment, status: null }));
  const told = { isSuspended: false, hasLiveTable: true, hasInactiveTable: false, segments };
  return { ...withDm(device, { ...told, inactiveSegments: [] }), bases: [...bases.values()] };
}

function withDm(device: Device, told: Partial<MappedDevice>): Device {
  return device.dm ? { ...device, dm: { ...device.dm, ...told } } : device;
}

function withDevice(stack: Stack, changed: Device): Stack {
  const devices = stack.devices.map((each) => (each.devNo === changed.devNo ? changed : each));
  return { ...stack, devices };
}

function without(stack: Stack, gone: readonly Device[]): Stack {
  const devNos = new Set(gone.map(({ devNo }) => devNo));
  return { ...stack, devices: stack.devices.filter(({ devNo }) => !devNos.has(devNo)) };
}
