import type { DiskReader } from '../byte-source.ts';
import type { PartitionTable } from './partition-table.ts';
import { readGpt } from './read-gpt.ts';
import { readMbr } from './read-mbr.ts';

/** The table of a disk of this size; null where there is none. */
export function* readPartitionTable(sizeBytes: number): DiskReader<PartitionTable | null> {
  const mbr = yield* readMbr();
  if (mbr && !mbr.isProtective) {
    const { id, partitions, problems } = mbr;
    // A boot sector of a file system.
    if (partitions.length === 0 && problems.length === 0) return null;
    return checked(
      { kind: 'mbr', id, sectorBytes: 512, partitions, problems, isDamaged: problems.length > 0 },
      sizeBytes,
    );
  }
  const gpt = yield* readGpt(sizeBytes);
  if (gpt.ok) {
    const problems = mbr
      ? []
      : ['the first sector does not say that there is a GPT, so Linux would not use it'];
    return checked({ ...gpt.value, problems: [...problems, ...gpt.value.problems] }, sizeBytes);
  }
  if (!mbr) return null;
  return {
    kind: 'gpt',
    id: '',
    sectorBytes: 512,
    partitions: [],
    isDamaged: true,
    problems: [`the first sector says that there is a GPT, and it cannot be read: ${gpt.reason}`],
  };
}

function checked(table: PartitionTable, sizeBytes: number): PartitionTable {
  const problems: string[] = [];
  for (const { number, offset, length } of table.partitions) {
    if (offset + length > sizeBytes) problems.push(`partition ${number} reaches past the end of the disk`);
  }
  let end = 0;
  for (const { number, offset, length } of table.partitions.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) problems.push(`partition ${number} overlaps the one before it`);
    end = Math.max(end, offset + length);
  }
  return {
    ...table,
    problems: [...table.problems, ...problems],
    isDamaged: table.isDamaged || problems.length > 0,
  };
}
