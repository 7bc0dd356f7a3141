/**
 * What is inside one device, without looking into its volumes: the PV that it is, or its partition table and the PVs in its
 * partitions. Names and texts are cut to what LVM allows, since a guest that ignores LVM's limits chose them.
 */
import type { DiskReader } from '../../block/byte-source.ts';
import { readPartitionTable } from '../../block/partition-table/read-partition-table.ts';
import type { GroupAsRead, InsideAsRead, PvAsRead } from '../inside.ts';
import { damageText } from './damage.ts';
import { type PvFound, readPv } from './read-pv.ts';
import {
  allDamage,
  forbidsAutoActivation,
  type LvmGroup,
  sizeOfVolume,
  typesOf,
  visibleNames,
} from './volume-group.ts';

export type FoundInside = Omit<InsideAsRead, 'readAtSeconds'>;

const MOST_PARTITIONS = 128;
const MOST_PVS = 32;
const MOST_VOLUMES = 20;
const MOST_PROBLEMS = 20;
/** LVM's names have at most 127 characters, and system IDs 128. */
const LONGEST_NAME = 128;
const LONGEST_PROBLEM = 300;

/** Null where there is neither LVM nor a partition table. */
export function* readInside(sizeBytes: number): DiskReader<FoundInside | null> {
  const whole = yield* readPv();
  const pvs: PvAsRead[] = [];
  const problems = take(pvs, whole, { partitionNumber: null, offsetBytes: 0 });
  if (whole.kind === 'pv') return inside(null, pvs, problems);
  const table = yield* readPartitionTable(sizeBytes);
  if (table === null) return problems.length === 0 ? null : inside(null, pvs, problems);
  problems.push(...table.problems);
  const { partitions } = table;
  if (partitions.length > MOST_PARTITIONS)
    problems.push(`it has ${partitions.length} partitions, of which ${MOST_PARTITIONS} were looked into`);
  for (const { number, offset, length } of partitions.slice(0, MOST_PARTITIONS)) {
    const found = yield* within(readPv(), offset, Math.min(length, sizeBytes - offset));
    const said = take(pvs, found, { partitionNumber: number, offsetBytes: offset });
    problems.push(...said.map((problem) => `partition ${number}: ${problem}`));
  }
  return inside(table.kind, pvs, problems);
}

function inside(
  partitionTable: FoundInside['partitionTable'],
  pvs: readonly PvAsRead[],
  problems: readonly string[],
): FoundInside {
  const more = pvs.length > MOST_PVS ? [`it has ${pvs.length} PVs, of which ${MOST_PVS} are listed`] : [];
  return {
    partitionTable,
    pvs: pvs.slice(0, MOST_PVS),
    problems: [...more, ...problems].slice(0, MOST_PROBLEMS).map((text) => cut(text, LONGEST_PROBLEM)),
  };
}

type At = Pick<PvAsRead, 'partitionNumber' | 'offsetBytes'>;

/** Adds the PV, if it is one; gives what is wrong with it. */
function take(pvs: PvAsRead[], found: PvFound, at: At): string[] {
  if (found.kind === 'none') return [];
  if (found.kind === 'damaged') return [found.reason];
  const { label, group } = found;
  pvs.push({
    ...at,
    sizeBytes: label.deviceSizeBytes,
    uuid: cut(label.uuid, LONGEST_NAME),
    group: group && groupOf(group),
  });
  const damage = group ? allDamage(group).map((each) => `VG ${group.name}: ${damageText(each)}`) : [];
  return [...found.problems.map(({ text }) => text), ...damage];
}

function groupOf(group: LvmGroup): GroupAsRead {
  const names = visibleNames(group);
  const volumes = group.volumes.filter(({ name }) => names.has(name));
  const isForbidden =
    forbidsAutoActivation(group) || (volumes.length > 0 && volumes.every(forbidsAutoActivation));
  return {
    name: cut(group.name, LONGEST_NAME),
    uuid: cut(group.uuid, LONGEST_NAME),
    sequence: group.sequence,
    pvCount: group.pvs.length,
    systemId: cut(group.systemId, LONGEST_NAME),
    allowsAutoActivation: !isForbidden,
    volumeCount: volumes.length,
    volumes: volumes.slice(0, MOST_VOLUMES).map((volume) => ({
      name: cut(volume.name, LONGEST_NAME),
      type: cut(typesOf(volume).join(' and '), LONGEST_NAME),
      sizeBytes: sizeOfVolume(group, volume),
    })),
  };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** A reader of a part of what the bytes are of. */
function* within<T>(reader: DiskReader<T>, offset: number, length: number): DiskReader<T> {
  for (let step = reader.next(); ; ) {
    if (step.done) return step.value;
    const room = Math.max(0, Math.min(step.value.length, length - step.value.offset));
    step = reader.next(
      room === 0 ? new Uint8Array(0) : yield { offset: offset + step.value.offset, length: room },
    );
  }
}
