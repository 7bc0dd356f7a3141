import { majorOf } from '../../../block/dev-no.ts';
import type { DeviceRef } from '../../reading.ts';
import { devNoOf } from './cell-values.ts';
import { isBareDisk, isDmKname, isKernelName, kernelPartition } from './kernel-names.ts';
import type { LsblkRow } from './lsblk-rows.ts';

/**
 * lsblk prints for a mapped device the name that device-mapper has, and for any other the kernel's; only the type, another column or
 * `-p` tells which. A partition map of kpartx has the type `part` too, as a partition has. The major number of device-mapper differs
 * between hosts and can be virtio's elsewhere, so it proves something only where the same output shows it.
 */
export type NamedRow = { readonly row: LsblkRow; readonly ref: DeviceRef; readonly isMapped: boolean };

const MAPPER = '/dev/mapper/';
const DEV = '/dev/';
/** Of drivers, SCSI (lib/blkdev.c) and md. All other types come from the UUID that device-mapper has. */
const DRIVER_TYPES = new Set(
  'disk loop rom tape printer processor worm scanner mo-disk changer comm raid enclosure rbc osd no-lun zbc'.split(
    ' ',
  ),
);
const MD_TYPE = /^(?:md|raid\d{1,2}|linear|multipath|faulty|container)$/;

export function nameRows(
  rows: readonly LsblkRow[],
  parentsOf: (row: LsblkRow) => readonly LsblkRow[],
): readonly NamedRow[] {
  const dmMajors = new Set<number>();
  for (const row of rows) {
    const devNo = devNoOf(row.cells);
    if (devNo && isCertainlyMapped(row) === true && row.cells.get('TYPE') !== 'part')
      dmMajors.add(majorOf(devNo));
  }
  return rows.map((row) => {
    const isMapped = isMappedRow(row, dmMajors, parentsOf(row));
    return { row, ref: refOf(row, isMapped), isMapped };
  });
}

/** Null where only the place in the tree and the name can tell. */
function isCertainlyMapped({ cells }: LsblkRow): boolean | null {
  const kname = cells.get('KNAME') ?? '';
  if (kname !== '') return isDmKname(withoutDev(kname));
  const name = cells.get('NAME') ?? '';
  const path = name.startsWith(DEV) ? name : (cells.get('PATH') ?? '');
  if (path.startsWith(MAPPER) || splitSuffix(name) || isDmKname(withoutDev(name))) return true;
  if (path.startsWith(DEV)) return isDmKname(withoutDev(path));
  const type = cells.get('TYPE') ?? '';
  if (type === '' || type === 'part') return null;
  // A name that md does not give is of a map with such a UUID.
  if (MD_TYPE.test(type)) return !name.startsWith('md');
  return !DRIVER_TYPES.has(type) && !isBareDisk(name);
}

function isMappedRow(row: LsblkRow, dmMajors: ReadonlySet<number>, parents: readonly LsblkRow[]): boolean {
  const certain = isCertainlyMapped(row);
  if (certain !== null) return certain;
  const devNo = devNoOf(row.cells);
  if (devNo && dmMajors.size > 0) return dmMajors.has(majorOf(devNo));
  const name = row.cells.get('NAME') ?? '';
  if (row.cells.get('TYPE') !== 'part') return !isKernelName(name);
  const isPartOf = (disk: string) => name.startsWith(disk) && /^p?\d+$/.test(name.slice(disk.length));
  const ofParent = parents.some(
    (parent) => isCertainlyMapped(parent) === false && isPartOf(parent.cells.get('NAME') ?? ''),
  );
  return !ofParent && kernelPartition(name) === null;
}

function refOf({ cells }: LsblkRow, isMapped: boolean): DeviceRef {
  const devNo = devNoOf(cells);
  const printed = cells.get('NAME') || cells.get('PATH') || '';
  const suffix = splitSuffix(printed);
  const name = suffix?.name ?? withoutDev(printed);
  const isDmName = isMapped && name !== '' && !isDmKname(name);
  const kname = withoutDev(cells.get('KNAME') ?? '') || (suffix?.kname ?? (isDmName ? '' : name));
  return {
    ...(devNo && { devNo }),
    ...(kname !== '' && { kname }),
    ...(isDmName && { dmName: name }),
  };
}

/** `vg-root (dm-0)`, as util-linux before 2.22 prints it. */
function splitSuffix(printed: string): { readonly name: string; readonly kname: string } | null {
  const [, name, kname] = /^(\S.*) \((dm-\d{1,10})\)$/.exec(printed) ?? [];
  return name !== undefined && kname !== undefined ? { name: withoutDev(name), kname } : null;
}

export function withoutDev(name: string): string {
  return name.startsWith(MAPPER)
    ? name.slice(MAPPER.length)
    : name.startsWith(DEV)
      ? name.slice(DEV.length)
      : name;
}
