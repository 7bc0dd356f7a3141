import type { DiskReader } from '../byte-source.ts';
import type { Partition } from './partition-table.ts';

export type Mbr = {
  readonly id: string;
  /** Its four entries say that a GPT counts. */
  readonly isProtective: boolean;
  readonly partitions: readonly Partition[];
  readonly problems: readonly string[];
};

type Entry = { readonly type: number; readonly start: number; readonly sectors: number };

const SECTOR = 512;
const ENTRIES_AT = 446;
const EXTENDED: ReadonlySet<number> = new Set([0x05, 0x0f, 0x85]);
const PROTECTIVE = 0xee;
/** Linux makes no more of them. */
const MOST_LOGICAL = 128;

/** Null where the first sector is none: a boot sector of a file system has the same mark, but seldom entries that can be. */
export function* readMbr(): DiskReader<Mbr | null> {
  const bytes = yield { offset: 0, length: SECTOR };
  const entries = entriesIn(bytes);
  if (!entries) return null;
  const id = hex(new DataView(bytes.buffer, bytes.byteOffset).getUint32(440, true), 8);
  const problems: string[] = [];
  const partitions: Partition[] = [];
  const isProtective = entries.some(({ type }) => type === PROTECTIVE);
  for (const [at, entry] of entries.entries()) {
    if (entry.sectors === 0 || entry.type === 0 || EXTENDED.has(entry.type)) continue;
    partitions.push(partitionOf(entry, { number: at + 1, id, from: 0 }));
  }
  const extended = entries.find(({ type, sectors }) => EXTENDED.has(type) && sectors > 0);
  if (extended && !isProtective) {
    const logical = yield* readLogical(extended, id);
    partitions.push(...logical.partitions);
    problems.push(...logical.problems);
  }
  return { id, isProtective, partitions, problems };
}

/** Each logical partition has a sector in front of it that describes it and says where the next such sector is. */
function* readLogical(
  extended: Entry,
  id: string,
): DiskReader<{ partitions: readonly Partition[]; problems: readonly string[] }> {
  const partitions: Partition[] = [];
  const seen = new Set<number>();
  const stopped = (why: string) => ({
    partitions,
    problems: [`the chain of logical partitions ${why}; those after ${partitions.length} are not seen`],
  });
  for (let at = extended.start; ; ) {
    if (seen.has(at)) return stopped('leads back to itself');
    if (seen.size >= MOST_LOGICAL) return stopped('is too long');
    seen.add(at);
    const entries = entriesIn(yield { offset: at * SECTOR, length: SECTOR });
    if (!entries) return stopped('is broken');
    for (const entry of entries) {
      if (entry.sectors === 0 || entry.type === 0 || EXTENDED.has(entry.type)) continue;
      partitions.push(partitionOf(entry, { number: 5 + partitions.length, id, from: at }));
      if (partitions.length >= MOST_LOGICAL) return stopped('is too long');
    }
    const next = entries.find(({ type, sectors }) => EXTENDED.has(type) && sectors > 0);
    if (!next) return { partitions, problems: [] };
    at = extended.start + next.start;
  }
}

function partitionOf(
  { type, start, sectors }: Entry,
  { number, id, from }: { readonly number: number; readonly id: string; readonly from: number },
): Partition {
  return {
    number,
    offset: (from + start) * SECTOR,
    length: sectors * SECTOR,
    type: hex(type, 2),
    name: '',
    uuid: `${id}-${String(number).padStart(2, '0')}`,
  };
}

function entriesIn(bytes: Uint8Array): readonly Entry[] | null {
  if (bytes.length < SECTOR || bytes[510] !== 0x55 || bytes[511] !== 0xaa) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, SECTOR);
  const entries = [0, 1, 2, 3].map((index) => {
    const at = ENTRIES_AT + index * 16;
    return {
      isActive: view.getUint8(at),
      type: view.getUint8(at + 4),
      start: view.getUint32(at + 8, true),
      sectors: view.getUint32(at + 12, true),
    };
  });
  return entries.every(({ isActive }) => (isActive & 0x7f) === 0) ? entries : null;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
