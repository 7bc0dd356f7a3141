import { parseDevNo } from '../block/dev-no.ts';
import type { MdstatArray } from '../block/parse-mdstat.ts';
import type { UdevDevice } from '../block/parse-udev-db.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { Device, DeviceKind, LoopBinding, MdArray } from './stack.ts';

/** Block devices that device-mapper knows nothing of, from the sweep over sysfs and what refines it. */

export type BlockNode = Pick<
  Device,
  'devNo' | 'kind' | 'sizeBytes' | 'isReadOnly' | 'partition' | 'md' | 'loop' | 'nbd'
> & {
  readonly kname: string;
};

const SECTOR_BYTES = 512;
/** Names the drivers give; everything that is not one of these and no partition is a disk. */
const KIND_BY_NAME: readonly (readonly [RegExp, DeviceKind])[] = [
  [/^md/, 'md'],
  [/^loop\d/, 'loop'],
  [/^nbd\d/, 'nbd'],
  [/^bcache\d/, 'bcache'],
  [/^zram\d/, 'zram'],
];

export function blockNodes(snapshot: Snapshot): readonly BlockNode[] {
  if (snapshot.sysfs === null) return fromPartitions(snapshot);
  const arrays = new Map(snapshot.mdArrays.map((array) => [array.kname, array]));
  const loops = new Map(snapshot.loops.map((loop) => [loop.kname, loop]));
  const servers = new Map(snapshot.nbdServers.map((server) => [server.kname, server]));
  const nodes: BlockNode[] = [];
  for (const [kname, attributes] of snapshot.sysfs) {
    const devNo = parseDevNo(attributes.get('dev') ?? '');
    if (devNo === null) continue;
    const kind = kindOf(kname, attributes.has('partition'));
    const server = servers.get(kname);
    nodes.push({
      devNo,
      kname,
      kind,
      sizeBytes: sectorsToBytes(attributes.get('size')),
      isReadOnly: flagOf(attributes.get('ro')),
      partition: attributes.has('partition')
        ? { number: whole(attributes.get('partition')), startSector: whole(attributes.get('start')) }
        : null,
      md: kind === 'md' ? mdArray(arrays.get(kname), snapshot.udev.get(devNo)) : null,
      loop: kind === 'loop' ? loopBinding(attributes, loops.get(kname)?.isDeleted) : null,
      nbd:
        kind === 'nbd'
          ? {
              pid: server?.pid ?? null,
              serverPids: server?.processIds ?? null,
              files: (server?.files ?? []).map((file) => file.path).filter(isServedPath),
            }
          : null,
    });
  }
  return nodes;
}

/** Without sysfs (a capture made by hand), /proc/partitions at least tells names and sizes. */
function fromPartitions(snapshot: Snapshot): readonly BlockNode[] {
  return snapshot.partitions
    .filter((row) => !row.kname.startsWith('dm-'))
    .map(({ devNo, kname, sizeBytes }) => ({
      devNo,
      kname,
      kind: kindOf(kname, false),
      sizeBytes,
      isReadOnly: null,
      partition: null,
      md: null,
      loop: null,
      nbd: null,
    }));
}

function kindOf(kname: string, isPartition: boolean): DeviceKind {
  if (isPartition) return 'partition';
  return KIND_BY_NAME.find(([pattern]) => pattern.test(kname))?.[1] ?? 'disk';
}

function flagOf(text: string | undefined): boolean | null {
  return text === undefined ? null : text === '1';
}

function whole(text: string | undefined): number {
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : 0;
}

function sectorsToBytes(text: string | undefined): number | null {
  return text === undefined ? null : whole(text) * SECTOR_BYTES;
}

function mdArray(array: MdstatArray | undefined, udev: UdevDevice | undefined): MdArray {
  const { totalDisks = null, workingDisks = null } = array ?? {};
  return {
    level: array?.level ?? '',
    state: [array?.state, array?.readOnly].filter(Boolean).join(', '),
    uuid: udev?.properties.get('MD_UUID') ?? null,
    totalDisks,
    degradedDisks: totalDisks !== null && workingDisks !== null ? totalDisks - workingDisks : null,
    activity: array?.activity?.text ?? null,
  };
}

const DELETED = ' (deleted)';

/** sysfs marks a deleted file by a suffix that a file's name may also have; losetup, where it was asked, reads the same. */
function loopBinding(
  attributes: ReadonlyMap<string, string>,
  isDeleted: boolean | undefined,
): LoopBinding | null {
  const shown = attributes.get('loop/backing_file');
  if (shown === undefined) return null;
  const deleted = isDeleted ?? shown.endsWith(DELETED);
  return {
    file: deleted && shown.endsWith(DELETED) ? shown.slice(0, -DELETED.length) : shown,
    isDeleted: deleted,
    offsetBytes: whole(attributes.get('loop/offset')),
    sizeLimitBytes: whole(attributes.get('loop/sizelimit')),
    isAutoclear: attributes.get('loop/autoclear') === '1',
  };
}

/** Of what an nbd server has open, what it may be serving: sockets, pipes and the like are not, nor its terminal. */
function isServedPath(path: string): boolean {
  return (
    path.startsWith('/') && !/^\/(dev\/(null|zero|u?random|tty|pts\/|nbd)|proc\/|sys\/|memfd:)/.test(path)
  );
}
