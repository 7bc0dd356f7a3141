/**
 * Which devices of a host are worth looking into, and which of these it would be unwise to open: reading one whose I/O is held
 * back never comes back, and neither does whoever reads it. A device that is a part of another – a leg, a path, a layer of
 * LVM's – is looked into through that one, as partitions are through their disk.
 */
import type { DevNo } from '../block/dev-no.ts';
import type { Segment } from '../dm/target-type.ts';
import { splitArguments } from '../dm/targets/argument-cursor.ts';
import { multipath } from '../dm/targets/multipath.ts';
import { holdersOf, indexStack, type StackIndex } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';

export type ToRead = {
  readonly device: Device;
  /** Null for a device that may be opened. */
  readonly whyNot: string | null;
};

export type HostAnswers = {
  /** The status of a multipath map's segment just now; null where it is not known. */
  readonly statusOf: (device: Device) => string | null;
  readonly isRunning: (pid: number) => boolean;
};

const KINDS: ReadonlySet<string> = new Set(['dm', 'disk', 'md', 'loop', 'nbd']);
/** Opening an empty drive may take long, and has it make noises. */
const DRIVES = /^(?:sr|fd|mtdblock)\d/;
/** What the kernel's stack surely bears when it goes through all of them for one read. */
const MOST_LAYERS = 30;

export function whatToRead(stack: Stack, answers: HostAnswers): readonly ToRead[] {
  const index = indexStack(stack);
  const danger = dangers(index, answers);
  return stack.devices
    .filter((device) => isOfUse(device, index))
    .map((device) => ({ device, whyNot: danger(device) }));
}

function isOfUse(device: Device, index: StackIndex): boolean {
  const { kind, kname, sizeBytes, dm } = device;
  if (!KINDS.has(kind) || kname === null || DRIVES.test(kname) || !sizeBytes) return false;
  if (isPart(device, index)) return false;
  return dm === null || (dm.hasLiveTable === true && !isPool(device, index) && !isLayer(device));
}

function isLayer({ dm }: Device): boolean {
  return dm?.made.kind === 'lvm' && dm.made.layer !== '';
}

/** A leg or a path; of LVM, whatever a volume of the same group stands on. */
function isPart({ devNo, dm }: Device, index: StackIndex): boolean {
  return holdersOf(index, devNo).some(({ holder, edge }) => {
    if (edge.kind === 'md' || edge.kind === 'bcache') return true;
    if (edge.kind !== 'table' || !holder.dm) return false;
    if (holder.dm.segments.some(({ target }) => target === 'multipath')) return true;
    const [made, above] = [dm?.made, holder.dm.made];
    return made?.kind === 'lvm' && above.kind === 'lvm' && made.vgUuid === above.vgUuid;
  });
}

/** Blocks of many volumes without order, also as LVM's volume of a pool, which passes them on. */
function isPool({ dm, bases }: Device, index: StackIndex): boolean {
  const isOfPool = (segments: readonly Segment[] = []) =>
    segments.some(({ target }) => target === 'thin-pool');
  if (isOfPool(dm?.segments)) return true;
  if (dm?.segments.some(({ target }) => target === 'thin')) return false;
  return bases.some(({ base }) => isOfPool(index.byDevNo.get(base)?.dm?.segments));
}

type Danger = {
  /** Null for none. */
  readonly why: string | null;
  /** Of which device. */
  readonly at: DevNo;
  readonly layers: number;
};

/** Why a device must not be opened: for what it is itself, or for what it stands on. */
function dangers(index: StackIndex, answers: HostAnswers): (device: Device) => string | null {
  const isAnySuspended = index.stack.devices.some(({ dm }) => dm?.isSuspended);
  const known = new Map<DevNo, Danger>();

  function dangerOf(device: Device): Danger {
    const { devNo } = device;
    const before = known.get(devNo);
    if (before) return before;
    // A file system may stand on a file of itself; that is no news.
    known.set(devNo, { why: null, at: devNo, layers: 0 });
    const below = device.bases.flatMap(({ base }) => index.byDevNo.get(base) ?? []).map(dangerOf);
    const layers = below.reduce((most, each) => Math.max(most, each.layers + 1), 0);
    const own = ownDanger(device, answers, isAnySuspended) ?? whyTooDeep(layers);
    const other = own === null ? below.find(({ why }) => why !== null) : undefined;
    const danger = { why: own ?? other?.why ?? null, at: other?.at ?? devNo, layers };
    known.set(devNo, danger);
    return danger;
  }
  return (device) => {
    const { why, at } = dangerOf(device);
    return why === null || at === device.devNo ? why : `${at}, on which it stands: ${why}`;
  };
}

function whyTooDeep(layers: number): string | null {
  return layers > MOST_LAYERS ? `it stands on more than ${MOST_LAYERS} layers` : null;
}

function ownDanger(device: Device, answers: HostAnswers, isAnySuspended: boolean): string | null {
  const { dm, nbd, kind } = device;
  const server = nbd?.pid ?? null;
  if (kind === 'nbd' && (server === null || !answers.isRunning(server))) return 'it has no server';
  if (!dm) return null;
  if (dm.isSuspended) return 'it is suspended';
  const isThin = dm.segments.some(({ target }) => target === 'thin' || target === 'thin-pool');
  // A pool that waits for its metadata is asked by nobody then (server/collector.sh), and its volumes wait for it.
  if (isThin && isAnySuspended) return 'something is suspended, and whether its pool works cannot be asked';
  return dm.segments.some((segment) => waitsForPath(device, segment, answers))
    ? 'it has no usable path, and waits for one'
    : null;
}

/** Also where it cannot be told. */
function waitsForPath(device: Device, segment: Segment, { statusOf }: HostAnswers): boolean {
  if (segment.target !== 'multipath') return false;
  const table = multipath.parseTable(splitArguments(segment.args), segment);
  if (table.ok && !table.value.queuesIfNoPath) return false;
  const said = statusOf(device);
  const status = said === null ? null : multipath.parseStatus(splitArguments(said), segment);
  if (!status?.ok) return true;
  return !status.value.groups.some(
    ({ state, paths }) => state !== 'disabled' && paths.some(({ isActive }) => isActive),
  );
}
