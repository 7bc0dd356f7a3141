import type { DeviceFacts, MountFacts } from '../../reading.ts';
import { sizeOf } from '../human-size.ts';
import { countOf } from './cell-values.ts';
import type { NamedRow } from './device-names.ts';
import { kernelPartition } from './kernel-names.ts';

const SWAP = '[SWAP]';
/** Types that a narrow terminal cuts (libblkid). */
const LONG_TYPES =
  'LVM2_member LVM1_member linux_raid_member ddf_raid_member isw_raid_member crypto_LUKS zfs_member mpath_member DM_snapshot_cow ' +
  'VMFS_volume_member ceph_bluestore BitLocker';

export type RowFacts = Omit<DeviceFacts, 'ref' | 'at' | 'bases'>;

/** What one row tells of its device itself. A cell that is empty tells nothing, but for mount points. */
export function factsOfRow({ row, ref, isMapped }: NamedRow): RowFacts {
  const cell = (column: string) => row.cells.get(column) ?? '';
  const type = cell('TYPE');
  const size = sizeOf(cell('SIZE'));
  const readOnly = cell('RO');
  const partition = type === 'part' && !isMapped ? partitionOf(ref.kname ?? '', cell) : null;
  const content = wholeType(cell('FSTYPE'));
  const hardware = {
    ...(cell('MODEL') !== '' && { model: cell('MODEL') }),
    ...(cell('SERIAL') !== '' && { serial: cell('SERIAL') }),
    ...(cell('WWN') !== '' && { wwn: cell('WWN') }),
  };
  return {
    ...(type !== '' && { type }),
    ...(size && { size }),
    ...((readOnly === '0' || readOnly === '1') && { isReadOnly: readOnly === '1' }),
    ...(partition && { partition }),
    ...(content !== '' && {
      content: {
        type: content,
        ...(cell('LABEL') !== '' && { label: cell('LABEL') }),
        ...(cell('UUID') !== '' && { uuid: cell('UUID') }),
      },
    }),
    ...(Object.keys(hardware).length > 0 && { hardware }),
    ...(isMapped &&
      /^(?:running|suspended)$/.test(cell('STATE')) && {
        dm: { isSuspended: cell('STATE') === 'suspended' },
      }),
    ...(row.mountPoints && {
      mounts: mountsOf(row.mountPoints, cell('FSROOTS')),
      swap: row.mountPoints.includes(SWAP) ? {} : 'none',
    }),
  };
}

function wholeType(type: string): string {
  if (type.length < 5) return type;
  const starting = LONG_TYPES.split(' ').filter((whole) => whole.startsWith(type));
  return starting.length === 1 ? (starting[0] ?? type) : type;
}

function partitionOf(kname: string, cell: (column: string) => string): DeviceFacts['partition'] | null {
  const number = countOf(cell('PARTN')) ?? kernelPartition(kname)?.number;
  const startSector = countOf(cell('START'));
  if (number === undefined) return null;
  return { number, ...(startSector !== null && { startSector }) };
}

/** FSROOTS has the roots in the same order, and none for swap. */
function mountsOf(points: readonly string[], rootCell: string): readonly MountFacts[] {
  const mountPoints = points.filter((point) => point !== SWAP);
  const roots = rootCell === '' ? [] : rootCell.split('\n');
  const areRoots = roots.length === mountPoints.length;
  return mountPoints.map((mountPoint, i) => ({ mountPoint, ...(areRoots && { root: roots[i] ?? '/' }) }));
}
