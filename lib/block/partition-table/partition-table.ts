/**
 * How a disk is divided: GPT (UEFI specification, 5.3) with its checksums and its backup at the end, or an MBR with logical
 * partitions chained in an extended one. It is read by Linux's rules: an MBR with an entry of type 0xee says that the GPT counts, and one without that it does not. The npm
 * packages that there are for it throw on what they do not like and need Node; this is told of a guest's disk, so any bytes
 * give an answer.
 */
export type PartitionTable = {
  readonly kind: 'gpt' | 'mbr';
  /** The disk's GUID, or the MBR's signature of 8 digits. */
  readonly id: string;
  readonly sectorBytes: number;
  /** In the order of their numbers, without empty entries and extended partitions. */
  readonly partitions: readonly Partition[];
  /** What is wrong with it, in words. */
  readonly problems: readonly string[];
  /** Whether what is wrong is of the partitions themselves, and not of a copy of the table that another made up for. */
  readonly isDamaged: boolean;
};

export type Partition = {
  /** As Linux counts them: the `1` of `sda1`, logical ones from 5. */
  readonly number: number;
  readonly offset: number;
  readonly length: number;
  /** A GUID, or of an MBR two digits: `8e`. */
  readonly type: string;
  /** GPT only; else empty, as for one without. Whoever wrote the disk chose it. */
  readonly name: string;
  readonly uuid: string;
};

/** What a type means, for those that somebody who looks for volumes wants told apart; null for any other. */
export function partitionTypeName(type: string): string | null {
  return TYPES.get(type) ?? null;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['e6d6d379-f507-44c2-a23c-238f2a3df928', 'LVM'],
  ['8e', 'LVM'],
  ['0fc63daf-8483-4772-8e79-3d69d8477de4', 'Linux'],
  ['83', 'Linux'],
  ['c12a7328-f81f-11d2-ba4b-00a0c93ec93b', 'EFI system'],
  ['ef', 'EFI system'],
  ['21686148-6449-6e6f-744e-656564454649', 'BIOS boot'],
  ['0657fd6d-a4ab-43c4-84e5-0933c84b4f4f', 'swap'],
  ['82', 'swap'],
  ['a19d880f-05fc-4d3b-a006-743f0f84911e', 'RAID'],
  ['fd', 'RAID'],
  ['ca7d7ccb-63ed-4c53-861c-1742536059cc', 'LUKS'],
  ['ebd0a0a2-b9e5-4433-87c0-68b6b72699c7', 'Microsoft data'],
  ['07', 'NTFS or exFAT'],
]);
