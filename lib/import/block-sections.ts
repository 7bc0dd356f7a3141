import type { DevNo } from '../block/dev-no.ts';
import type { LsblkDevice } from '../block/parse-lsblk.ts';
import { parseMdstat } from '../block/parse-mdstat.ts';
import { type PartitionsRow, parsePartitions } from '../block/parse-partitions.ts';
import type { Section } from '../capture/capture.ts';
import type { DmSections } from './dm-sections.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { importedSection } from './imported-section.ts';
import { isMapped } from './listed-devices.ts';
import type { LsblkEvidence } from './lsblk-rows.ts';
import { MISSING } from './missing.ts';

/**
 * The sections about all other block devices. Nobody saves the files of /sys/class/block that the collector reads, so
 * their lines are put together from what does tell: lsblk which devices there are and what hangs below what,
 * /proc/partitions how large they are, /proc/mdstat what an array stands on.
 */
type Pile = ReadonlyMap<EvidenceKind, readonly Evidence[]>;

/** A block device that is not device-mapper's. */
type Plain = {
  readonly kname: string;
  readonly devNo: DevNo;
  readonly sizeBytes: number | null;
  readonly isReadOnly: boolean;
  readonly isPartition: boolean;
  readonly parents: readonly string[];
};

export function blockSections(
  pile: Pile,
  lsblk: LsblkEvidence | null,
  dm: Pick<DmSections, 'numbers' | 'others'>,
): { readonly sections: readonly Section[]; readonly missing: readonly string[] } {
  const sections: Section[] = [];
  for (const kind of ['proc-partitions', 'proc-mdstat', 'proc-swaps', 'losetup'] as const) {
    const [found] = pile.get(kind) ?? [];
    if (found) sections.push(importedSection(kind, found.text, { command: found.command, note: found.path }));
  }
  if (lsblk)
    sections.push(
      importedSection('lsblk', lsblk.text, { command: lsblk.from.command, note: lsblk.from.path }),
    );
  const partitions = pile.get('proc-partitions')?.[0];
  const rows = partitions ? parsePartitions(partitions.text).value : [];
  const listed = plainDevices(lsblk?.devices ?? [], rows);
  const devices = listed.length > 0 ? listed : dm.others.map(onlyNamed);
  const files = pile.get('sysfs') ?? [];
  const from = {
    command: `put together from ${[lsblk?.from, partitions].flatMap((each) => each?.command ?? []).join(' and ') || 'the tree'}`,
  };
  if (devices.length > 0) {
    sections.push(importedSection('sysfs', attributes(devices, files), from));
    sections.push(importedSection('sysfs-links', links(devices, pile, dm.numbers), from));
  }
  return { sections, missing: missingFacts(pile, lsblk, listed) };
}

function onlyNamed({ kname, devNo }: DmSections['others'][number]): Plain {
  return { kname, devNo, sizeBytes: null, isReadOnly: false, isPartition: false, parents: [] };
}

function plainDevices(lsblk: readonly LsblkDevice[], partitions: readonly PartitionsRow[]): readonly Plain[] {
  const rows = new Map(partitions.map((row) => [row.kname, row]));
  const plain = new Map<string, Plain>();
  for (const device of lsblk) {
    if (device.devNo === null || isMapped(device)) continue;
    const { kname, devNo, isReadOnly, parentKnames, type } = device;
    const sizeBytes = rows.get(kname)?.sizeBytes ?? device.sizeBytes;
    plain.set(kname, {
      kname,
      devNo,
      sizeBytes,
      isReadOnly,
      isPartition: type === 'part',
      parents: parentKnames,
    });
  }
  for (const { kname, devNo, sizeBytes } of partitions) {
    if (plain.has(kname) || kname.startsWith('dm-')) continue;
    const disk = diskOf(kname, rows);
    const parents = disk === null ? [] : [disk];
    plain.set(kname, { kname, devNo, sizeBytes, isReadOnly: false, isPartition: disk !== null, parents });
  }
  return [...plain.values()];
}

/** `sda1` is a partition of `sda`, `nvme0n1p2` of `nvme0n1`, where there is such a disk. */
function diskOf(kname: string, rows: ReadonlyMap<string, PartitionsRow>): string | null {
  const [, disk = '', last = '', p] = /^(.*?(\D|\dp))(\d+)$/.exec(kname) ?? [];
  const bare = disk.endsWith('p') && /\dp$/.test(disk) ? disk.slice(0, -1) : disk;
  return last !== '' && p !== undefined && bare !== kname && rows.has(bare) ? bare : null;
}

/** What was copied of sysfs itself comes last, and wins. */
function attributes(devices: readonly Plain[], files: readonly Evidence[]): string {
  const lines: string[] = [];
  const copied = new Set<string>();
  for (const { path, text } of files) {
    const [, attribute] = /(?:block\/)((?:[^/]+\/)?[^/]+\/(?:loop\/)?[a-z_]+)$/.exec(path) ?? [];
    const key = attribute?.replace(/^[^/]+\/(?=[^/]+\/(?:dev|size|ro|partition|start)$)/, '');
    const value = text.replace(/\n$/, '');
    if (key === undefined || value.includes('\n')) continue;
    copied.add(key);
    lines.push(`${key}:${value}`);
  }
  const add = (key: string, value: string | number | null) => {
    if (value !== null && !copied.has(key)) lines.push(`${key}:${value}`);
  };
  for (const { kname, devNo, sizeBytes, isReadOnly, isPartition } of devices) {
    add(`${kname}/dev`, devNo);
    add(`${kname}/size`, sizeBytes === null ? null : Math.floor(sizeBytes / 512));
    add(`${kname}/ro`, isReadOnly ? 1 : 0);
    if (isPartition) add(`${kname}/partition`, /\d+$/.exec(kname)?.[0] ?? null);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function links(devices: readonly Plain[], pile: Pile, dmNumbers: readonly DevNo[]): string {
  const [mdstat] = pile.get('proc-mdstat') ?? [];
  const arrays = new Map(
    (mdstat ? parseMdstat(mdstat.text).value : []).map((array) => [array.kname, array.members]),
  );
  const lines = dmNumbers
    .filter((devNo) => !devNo.startsWith('0:'))
    .map((devNo) => `dm-${devNo.split(':')[1]}`);
  for (const { kname, parents, isPartition } of devices) {
    const members =
      arrays
        .get(kname)
        ?.map((member) => member.kname)
        .sort() ?? parents;
    for (const base of members) lines.push(isPartition ? `${base}/${kname}` : `${kname}/slaves/${base}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function missingFacts(pile: Pile, lsblk: LsblkEvidence | null, devices: readonly Plain[]): readonly string[] {
  if (devices.length === 0) return [MISSING.others];
  const hasSizes = pile.has('proc-partitions') || !lsblk?.hasRoundedSizes;
  const hasArrays = devices.some(({ kname }) => /^md/.test(kname));
  return [
    ...(hasSizes ? [] : [MISSING.sizes]),
    ...(lsblk || !pile.has('proc-partitions') ? [] : [MISSING.readOnly]),
    ...(hasArrays && !pile.has('proc-mdstat') ? ['the state of md arrays'] : []),
    ...(devices.some(({ isPartition }) => isPartition) ? ['where partitions start'] : []),
  ];
}
