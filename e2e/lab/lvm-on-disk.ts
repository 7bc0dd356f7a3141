/** What dmscope reads of LVM from disks, and what LVM itself says of them, in words that can be compared. */
import { expect } from 'vitest';
import type { exportScan } from '../../lib/lvm/disk/export-scan.ts';
import { parseVolumeGroup } from '../../lib/lvm/disk/parse-volume-group.ts';
import { dmscope } from './dmscope-in-guest.ts';
import type { Guest } from './guest.ts';
import { asGroupJson, withoutPlaces } from './lvm-on-disk-backup.ts';

export type Row = Readonly<Record<string, string>>;
export type ScanJson = ReturnType<typeof exportScan>;
export type GroupJson = ScanJson['groups'][number];
/** What LVM reports, row by row. */
export type Said = {
  readonly pvs: readonly Row[];
  readonly groups: readonly Row[];
  readonly segments: readonly Row[];
};

/** All that LVM has a PV on is read at once, and compared field by field; gives the names of the groups. */
export async function expectWhatLvmSays(guest: Guest): Promise<readonly string[]> {
  const pvs = await rows(guest, `pvs -o ${PV_FIELDS}`);
  const groups = await rows(guest, `vgs -o ${VG_FIELDS}`);
  const segments = await rows(guest, `lvs -a --segments -o ${LV_FIELDS}`);
  const scan = await scanIn(
    guest,
    pvs.map(({ pv_name = '' }) => pv_name),
  );
  expect(scan.places.flatMap(({ problems }) => problems)).toEqual([]);
  expect(scan.isDamaged).toBe(false);
  const read = expectFields(scan, { pvs, groups, segments });
  await guest.ok("mkdir -p /lab/backups && vgcfgbackup -f '/lab/backups/%s' >/dev/null 2>&1");
  for (const group of read) {
    expect(group.problems, group.name).toEqual([]);
    const backup = parseVolumeGroup(await guest.ok(`cat '/lab/backups/${group.name}'`));
    if (!backup.ok) throw new Error(backup.reason);
    expect(withoutPlaces(group), group.name).toEqual(withoutPlaces(asGroupJson(backup.value)));
  }
  return read.map(({ name }) => name);
}

/** Field by field what LVM says of what is there; gives the groups on paths. */
export function expectFields(scan: ScanJson, { pvs, groups, segments }: Said): readonly GroupJson[] {
  const there = pvs.filter(({ pv_name = '' }) => pv_name.startsWith('/'));
  expect(scan.places.flatMap((place) => pvRead(scan, place)).toSorted(byName)).toEqual(
    there.map(pvSaid).toSorted(byName),
  );
  // A guest's group in a volume is seen as well, which LVM does not look into.
  const read = scan.groups.filter(({ pvs: own }) =>
    own.every(({ places: [at] }) => at === undefined || scan.places[at]?.at.kind === 'path'),
  );
  expect(read.map(groupRead).toSorted(byName)).toEqual(groups.map(groupSaid).toSorted(byName));
  for (const group of read) {
    const printed = segments.filter(({ vg_name }) => vg_name === group.name);
    expect(segmentsRead(scan, group), group.name).toEqual(printed.map(segmentSaid).toSorted(byName));
  }
  return read;
}

export async function scanIn(guest: Guest, paths: readonly string[]): Promise<ScanJson> {
  const { stdout, stderr, exitStatus } = await dmscope(guest, ['lvm', 'scan', '--json', ...paths]);
  if (exitStatus !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function rows(guest: Guest, command: string): Promise<readonly Row[]> {
  const text = await guest.ok(`${command} --reportformat json --units b --nosuffix 2>/dev/null`);
  const { report } = JSON.parse(text) as { report: readonly Record<string, readonly Row[]>[] };
  return report.flatMap((each) => Object.values(each).flat());
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
const list = (text = '') =>
  text
    .split(',')
    .filter((word) => word !== '')
    .sort();

const PV_FIELDS =
  'pv_name,pv_uuid,vg_name,dev_size,pe_start,pv_pe_count,pv_mda_count,pv_mda_used_count,pv_ba_start,pv_ba_size,pv_ext_vsn,pv_in_use';

function pvSaid(row: Row) {
  return {
    name: row.pv_name ?? '',
    uuid: row.pv_uuid as string | null,
    group: row.vg_name,
    sizeBytes: Number(row.dev_size),
    extentsAt: Number(row.pe_start),
    extents: (row.vg_name === '' ? 0 : Number(row.pv_pe_count)) as number | null,
    areas: Number(row.pv_mda_count),
    bootloader:
      Number(row.pv_ba_start) === 0
        ? []
        : [{ offset: Number(row.pv_ba_start), length: Number(row.pv_ba_size) }],
    version: Number(row.pv_ext_vsn),
    isInUse: (row.pv_in_use === 'used') as boolean | null,
  };
}

function pvRead(
  { places, groups }: ScanJson,
  place: ScanJson['places'][number],
): ReturnType<typeof pvSaid>[] {
  const { label, at } = place;
  if (!label || at.kind !== 'path') return [];
  const group = groups.find(({ pvs }) => pvs.some((pv) => pv.places.includes(places.indexOf(place))));
  return [
    {
      name: at.path,
      uuid: label.uuid,
      group: group?.name ?? '',
      sizeBytes: label.deviceSizeBytes,
      extentsAt: label.dataAreas[0]?.offset ?? 0,
      extents: group ? (group.pvs.find(({ uuid }) => uuid === label.uuid)?.extentCount ?? null) : 0,
      areas: label.metadataAreas.length,
      bootloader: [...label.bootloaderAreas],
      version: label.extensionVersion ?? 0,
      isInUse: label.isInUse,
    },
  ];
}

const VG_FIELDS = 'vg_name,vg_uuid,vg_seqno,vg_extent_size,vg_extent_count,pv_count,lv_count,vg_tags';

function groupSaid(row: Row) {
  return {
    name: row.vg_name ?? '',
    uuid: row.vg_uuid as string | null,
    sequence: Number(row.vg_seqno) as number | null,
    extentSizeBytes: Number(row.vg_extent_size) as number | null,
    extents: Number(row.vg_extent_count),
    pvs: Number(row.pv_count),
    volumes: Number(row.lv_count),
    tags: list(row.vg_tags),
  };
}

function groupRead({
  name,
  uuid,
  sequence,
  extentSizeBytes,
  pvs,
  volumes,
  tags,
}: GroupJson): ReturnType<typeof groupSaid> {
  const extents = pvs.reduce((sum, { extentCount }) => sum + Number(extentCount), 0);
  const visible = volumes.filter(({ isVisible }) => isVisible).length;
  return {
    name,
    uuid,
    sequence,
    extentSizeBytes,
    extents,
    pvs: pvs.length,
    volumes: visible,
    tags: [...tags].sort(),
  };
}

const LV_FIELDS =
  'vg_name,lv_name,lv_uuid,lv_size,lv_tags,lv_permissions,lv_time,segtype,seg_start_pe,seg_size_pe,stripes,stripe_size,devices,thin_id,transaction_id';

function segmentSaid(row: Row) {
  const type = row.segtype ?? '';
  const isStriped = type === 'striped' || type === 'linear';
  return {
    name: `${row.lv_name} ${row.seg_start_pe}`,
    uuid: row.lv_uuid as string | null,
    sizeBytes: Number(row.lv_size),
    tags: list(row.lv_tags),
    // Of a volume that is not active it is "unknown" where it is not said to be read-only.
    isWriteable: row.lv_permissions !== 'read-only',
    type: type.replace(/\+.*/, ''),
    extents: Number(row.seg_size_pe) as number | null,
    stripeSizeBytes: isStriped && row.stripes !== '1' ? Number(row.stripe_size) : 0,
    devices: isStriped || type.startsWith('raid') ? (row.devices ?? '').split(',') : [],
    deviceId: row.thin_id,
    transactionId: type === 'thin-pool' ? row.transaction_id : '',
  };
}

function segmentsRead(scan: ScanJson, group: GroupJson): readonly ReturnType<typeof segmentSaid>[] {
  // Of a snapshot LVM prints the one volume that stores its changes.
  const listed = group.volumes.filter(({ segments }) => segments.every(({ type }) => type !== 'snapshot'));
  const all = listed.flatMap(({ name, uuid, isVisible, tags, status, segments }) =>
    segments.map(({ type, startExtent, extentCount, areas, settings }) => {
      const setting = (key: string) => (settings as Record<string, string | number>)[key];
      const data =
        type.startsWith('raid') && type !== 'raid0' ? areas.filter((_, at) => at % 2 === 1) : areas;
      const isStriped = type === 'striped';
      return {
        name: `${isVisible ? name : `[${name}]`} ${startExtent}`,
        uuid,
        sizeBytes:
          segments.reduce((sum, each) => sum + Number(each.extentCount), 0) * Number(group.extentSizeBytes),
        tags: [...tags].sort(),
        isWriteable: status.includes('WRITE'),
        type: isStriped && areas.length === 1 ? 'linear' : type,
        extents: extentCount,
        stripeSizeBytes: isStriped && areas.length > 1 ? Number(setting('stripe_size')) * 512 : 0,
        devices:
          isStriped || type.startsWith('raid')
            ? data.map(
                (area) =>
                  `${area.kind === 'pv' ? pathOf(scan, group, area.name) : area.name}(${area.startExtent})`,
              )
            : [],
        deviceId: type === 'thin' ? String(setting('device_id')) : '',
        transactionId: type === 'thin-pool' ? String(setting('transaction_id')) : '',
      };
    }),
  );
  return all.toSorted(byName);
}

function pathOf({ places }: ScanJson, { pvs }: GroupJson, key: string): string {
  const at = places[pvs.find((pv) => pv.key === key)?.places[0] ?? -1]?.at;
  return at?.kind === 'path' ? at.path : '[unknown]';
}
