/**
 * The XML that thin_dump prints of a pool's metadata, read as it comes, in pieces of any size: its format is thin_restore's
 * too (thin-provisioning-tools, xml_format.cc and thin/xml.rs). Any bytes in, contents and problems out. Numbers are held against
 * what can be before they are used: metadata may be damaged, and it is whatever somebody wrote to a disk.
 *
 * Newer versions print runs that several thin IDs share once, as a `def`, and a `ref` wherever they belong.
 */
import type { Understood } from '../dm/target-type.ts';
import { type BlockOwners, createBlockOwners } from './block-owners.ts';
import { createDefinitions } from './dump-definitions.ts';
import { createTagScanner, Slot, type TagName } from './dump-tags.ts';
import { createNotes } from './notes.ts';
import type { PoolContents, ThinContents } from './pool-contents.ts';
import { sharingOf, type ThinSharing } from './sharing.ts';
import { MAX_THIN_ID } from './thin-id.ts';

/** The kernel's: blocks of 1 GiB at most; bytes of a data device are 64 bits. */
const MOST_BLOCK_SECTORS = 2 ** 21;
const MOST_DATA_BLOCKS = 2 ** 48;
const SECTOR_BYTES = 512;
/** More than that are not told one by one. */
const MOST_THINS = 250_000;

export type DumpReader = {
  readonly push: (chunk: Uint8Array) => void;
  /** All that has come; or why that is no dump. */
  readonly end: () => Understood<PoolContents>;
};

/** What it shares is filled in when all has come: there may be so many that each is made once. */
type Thin = { -readonly [Key in keyof ThinContents]: ThinContents[Key] };

export type DumpOptions = { readonly dataBlockCount?: number | null };

type Reading = {
  readonly dataBlockCount: number | null;
  head: Pick<PoolContents, 'transactionId' | 'time' | 'blockSizeBytes' | 'dataBlockCount'> | null;
  isWhole: boolean;
  readonly thins: Thin[];
  /** By place in `thins`: how many blocks there are mappings of. */
  readonly listedBlocks: number[];
  readonly seen: Set<number>;
  /** The one whose mappings come. */
  thin: Thin | null;
  readonly owners: BlockOwners;
  readonly definitions: ReturnType<typeof createDefinitions>;
  readonly notes: ReturnType<typeof createNotes>;
  /** Says what was left out; of mappings that are not all there nobody can tell which blocks are shared. */
  readonly leaveOut: (why: string) => void;
  isPartial: boolean;
};

/** `dataBlockCount`: how large the pool is, where somebody else knows; a dump of a metadata snapshot may say 0. */
export function createDumpReader({ dataBlockCount = null }: DumpOptions = {}): DumpReader {
  const notes = createNotes();
  const leaveOut = (why: string) => {
    notes.once(why);
    reading.isPartial = true;
  };
  const reading: Reading = {
    dataBlockCount,
    head: null,
    isWhole: false,
    thins: [],
    listedBlocks: [],
    seen: new Set(),
    thin: null,
    owners: createBlockOwners(),
    definitions: createDefinitions(leaveOut),
    notes,
    leaveOut,
    isPartial: false,
  };
  const scanner = createTagScanner({
    open: (tag, values, label) => open(reading, tag, { values, label }),
    close: (tag) => close(reading, tag),
    mapping: (begin, length) => map(reading, begin, length),
    strange: () => leaveOut('it holds what is no tag of a dump'),
  });
  return {
    push: scanner.push,
    end: () => {
      scanner.end();
      return contentsOf(reading);
    },
  };
}

type Attributes = { readonly values: Float64Array; readonly label: string };

function open(reading: Reading, tag: TagName, { values, label }: Attributes): void {
  switch (tag) {
    case 'superblock':
      openSuperblock(reading, values);
      break;
    case 'device':
      openDevice(reading, values);
      break;
    case 'def':
      reading.definitions.begin(label);
      break;
    case 'ref':
      reading.definitions.runsOf(label, (begin, length) => map(reading, begin, length));
      break;
    default:
      tag satisfies never;
  }
}

function close(reading: Reading, tag: TagName): void {
  if (tag === 'device') closeDevice(reading);
  else if (tag === 'def') reading.definitions.end();
  else if (tag === 'superblock') {
    if (reading.head !== null) reading.isWhole = true;
  }
}

function openSuperblock(reading: Reading, values: Float64Array): void {
  if (reading.head !== null) {
    reading.notes.once('it has more than one superblock; the first is taken');
    return;
  }
  const sectors = within(values[Slot.dataBlockSectors], MOST_BLOCK_SECTORS);
  const blocks = reading.dataBlockCount ?? within(values[Slot.dataBlockCount], MOST_DATA_BLOCKS);
  if (sectors === null || sectors === 0 || blocks === null) {
    reading.notes.once('its superblock has no size of blocks that can be');
    return;
  }
  reading.head = {
    transactionId: within(values[Slot.transaction]) ?? 0,
    time: within(values[Slot.time]) ?? 0,
    blockSizeBytes: sectors * SECTOR_BYTES,
    dataBlockCount: blocks,
  };
}

function openDevice(reading: Reading, values: Float64Array): void {
  closeDevice(reading);
  const { thins, seen, notes, leaveOut } = reading;
  const thinId = within(values[Slot.thinId], MAX_THIN_ID);
  if (thinId === null) {
    leaveOut('it has a device without a thin ID that can be');
    return;
  }
  if (seen.has(thinId)) {
    notes.note('is there more than once: the first is taken', thinId);
    reading.isPartial = true;
    return;
  }
  if (thins.length >= MOST_THINS) {
    leaveOut(`it has more than ${MOST_THINS} thin IDs; the others are not listed`);
    return;
  }
  seen.add(thinId);
  reading.thin = {
    thinId,
    mappedBlocks: within(values[Slot.mappedBlocks]) ?? 0,
    exclusiveBlocks: null,
    transactionId: within(values[Slot.transaction]) ?? 0,
    createdTime: within(values[Slot.createdTime]) ?? 0,
    snapshotTime: within(values[Slot.snapshotTime]) ?? 0,
    sharesWith: [],
    hasMoreSharing: true,
  };
  thins.push(reading.thin);
  reading.listedBlocks.push(0);
}

function closeDevice(reading: Reading): void {
  const { thin, notes, listedBlocks } = reading;
  if (thin && listedBlocks.at(-1) !== thin.mappedBlocks) {
    notes.note('has another number of blocks listed than it says', thin.thinId);
    reading.isPartial = true;
  }
  reading.thin = null;
}

/** Of what a mapping says, as much as the pool has. */
function map(reading: Reading, begin: number, length: number): void {
  const { head, thin, definitions, owners, notes, leaveOut } = reading;
  const first = within(begin, MOST_DATA_BLOCKS);
  const count = within(length, MOST_DATA_BLOCKS);
  if (first === null || count === null) {
    leaveOut('it has a mapping without numbers that can be');
    return;
  }
  if (definitions.isOpen()) {
    definitions.add(first, count);
    return;
  }
  if (head === null || thin === null) return;
  const room = Math.max(0, Math.min(count, head.dataBlockCount - first));
  if (room < count) notes.note('has blocks past the end of the pool', thin.thinId);
  const at = reading.thins.length - 1;
  reading.listedBlocks[at] = (reading.listedBlocks[at] ?? 0) + count;
  const had = owners.take(at, first, room);
  if (had > 0) notes.note('has the same block at more than one place', thin.thinId);
}

function contentsOf(reading: Reading): Understood<PoolContents> {
  closeDevice(reading);
  const { head, owners, notes, thins, isWhole } = reading;
  if (head === null) return { ok: false, reason: 'it is no dump of a thin pool’s metadata' };
  if (!isWhole) notes.once('it is truncated');
  if (owners.hasLostCount()) notes.once('it has too many mappings to tell which blocks are shared');
  if (!reading.isPartial && isWhole && !owners.hasLostCount()) {
    const tellSharing = sharingOf(owners.sets(), thins, reading.listedBlocks);
    for (let at = 0; at < thins.length; at++) tell(thins[at] as Thin, tellSharing(at));
  }
  thins.sort((a, b) => a.thinId - b.thinId);
  return { ok: true, value: { ...head, thins, problems: notes.inWords() } };
}

function tell(thin: Thin, { exclusiveBlocks, sharesWith, hasMoreSharing }: ThinSharing): void {
  thin.exclusiveBlocks = exclusiveBlocks;
  thin.sharesWith = sharesWith;
  thin.hasMoreSharing = hasMoreSharing;
}

/** A number that is there and no more than that. */
function within(value: number | undefined, most: number = Number.MAX_SAFE_INTEGER): number | null {
  if (value === undefined || !(value <= most)) return null;
  // What comes out of a Float64Array is boxed; of 100,000 thins these would be most of the memory.
  const small = value | 0;
  return small === value ? small : value;
}
