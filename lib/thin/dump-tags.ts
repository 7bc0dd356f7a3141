/**
 * The tags of thin_dump's XML, out of bytes as they come. It is no reader of XML at large: thin_dump prints elements with
 * attributes, and nothing else. A dump of a large pool is gigabytes, so numbers are taken from the bytes as they stand, and no
 * mapping is ever made a string or an object.
 */
import { latin1Text, layoutOf, namesByLength, numberIn, readLayout } from './dump-values.ts';

const TAGS = ['superblock', 'device', 'def', 'ref'] as const;
const MAPPINGS = ['range_mapping', 'single_mapping'] as const;

export type TagName = (typeof TAGS)[number];
type AnyTag = TagName | (typeof MAPPINGS)[number];

/** Where the value of an attribute stands; not a number for what is not there or none, infinite for what is too large. */
export const Slot = {
  time: 0,
  transaction: 1,
  dataBlockSectors: 2,
  dataBlockCount: 3,
  thinId: 4,
  mappedBlocks: 5,
  createdTime: 6,
  snapshotTime: 7,
  dataBegin: 8,
  length: 9,
  unused: 10,
} as const;

const SLOTS = namesByLength([
  ['time', Slot.time],
  ['transaction', Slot.transaction],
  ['data_block_size', Slot.dataBlockSectors],
  ['nr_data_blocks', Slot.dataBlockCount],
  ['dev_id', Slot.thinId],
  ['mapped_blocks', Slot.mappedBlocks],
  ['creation_time', Slot.createdTime],
  ['snap_time', Slot.snapshotTime],
  ['data_begin', Slot.dataBegin],
  ['data_block', Slot.dataBegin],
  ['length', Slot.length],
]);
/** How thin_dump prints what it prints most; anything else is read attribute by attribute. */
const RANGE = layoutOf('<range_mapping origin_begin="#" data_begin="#" length="#" time="#"/>', [
  Slot.unused,
  Slot.dataBegin,
  Slot.length,
  Slot.unused,
]);
const SINGLE = layoutOf('<single_mapping origin_block="#" data_block="#" time="#"/>', [
  Slot.unused,
  Slot.dataBegin,
  Slot.unused,
]);
const NAMES = namesByLength<AnyTag>([...TAGS, ...MAPPINGS].map((tag) => [tag, tag]));
const LABELS = namesByLength([['name', true]]);

export type TagReader = {
  /** `values` is by slot and holds until this returns; `label` is of a def or ref. */
  readonly open: (tag: TagName, values: Float64Array, label: string) => void;
  readonly close: (tag: TagName) => void;
  /** Blocks from `begin` on; either may be no number, as of `Slot`. */
  readonly mapping: (begin: number, length: number) => void;
  /** There are bytes that are no tag it knows; called any number of times. */
  readonly strange: () => void;
};

/** No tag of thin_dump's is a tenth as long. */
const MOST_TAG_BYTES = 4096;

const [LT, GT, SLASH, EQUALS, QUOTE, APOSTROPHE, BLANK] = [0x3c, 0x3e, 0x2f, 0x3d, 0x22, 0x27, 0x20];

/** Gives the same whatever pieces the bytes come in. */
export function createTagScanner(reader: TagReader) {
  const takeTag = createTagTaker(reader);
  /** What came in, after what was left of a tag; always the same bytes, since making new ones for each piece costs more than reading it. */
  let room: Uint8Array = new Uint8Array(0);
  let left = 0;
  /** Gives where what is not yet whole begins. */
  const scan = (bytes: Uint8Array): number => {
    for (let at = 0; ; ) {
      const begin = skipBlanks(bytes, at);
      if (begin < bytes.length && bytes[begin] !== LT) {
        reader.strange();
        const found = bytes.indexOf(LT, begin);
        at = found < 0 ? bytes.length : found;
        continue;
      }
      if (begin === bytes.length) return begin;
      const end = takeTag(bytes, begin);
      if (end !== null) at = end;
      else if (bytes.length - begin < MOST_TAG_BYTES) return begin;
      else {
        reader.strange();
        at = begin + 1;
      }
    }
  };
  return {
    push: (chunk: Uint8Array): void => {
      const length = left + chunk.length;
      if (room.length < length) room = grown(room, length);
      room.set(chunk, left);
      const begin = scan(room.subarray(0, length));
      room.copyWithin(0, begin, length);
      left = length - begin;
    },
    end: (): void => {
      if (left > 0) reader.strange();
    },
  };
}

function grown(bytes: Uint8Array, length: number): Uint8Array {
  const more = new Uint8Array(length + MOST_TAG_BYTES);
  more.set(bytes);
  return more;
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) <= BLANK) at++;
  return at;
}

/** Tells a tag that begins there, and gives where it ends; null when it does not end within the bytes. */
function createTagTaker(reader: TagReader) {
  const values = new Float64Array(Object.keys(Slot).length);
  const takeAnyTag = createAnyTagTaker(reader, values);
  return (bytes: Uint8Array, begin: number): number | null => {
    const rangeEnd = readLayout(RANGE, bytes, { begin, values });
    if (rangeEnd > 0) {
      reader.mapping(values[Slot.dataBegin] ?? 0, values[Slot.length] ?? 0);
      return rangeEnd;
    }
    const singleEnd = readLayout(SINGLE, bytes, { begin, values });
    if (singleEnd > 0) {
      reader.mapping(values[Slot.dataBegin] ?? 0, 1);
      return singleEnd;
    }
    return takeAnyTag(bytes, begin);
  };
}

/** The same of any tag. */
function createAnyTagTaker(reader: TagReader, values: Float64Array) {
  return (bytes: Uint8Array, begin: number): number | null => {
    const limit = Math.min(bytes.length, begin + MOST_TAG_BYTES);
    const isClosing = bytes[begin + 1] === SLASH;
    const nameAt = isClosing ? begin + 2 : begin + 1;
    let at = wordEnd(bytes, nameAt, limit);
    const tag = NAMES(bytes, nameAt, at);
    let label = '';
    let isEmpty = false;
    values.fill(Number.NaN);
    for (;;) {
      while (at < limit && (bytes[at] ?? 0) <= BLANK) at++;
      if (at >= limit) return null;
      if (bytes[at] === GT) break;
      if (bytes[at] === SLASH) {
        isEmpty = true;
        at++;
        continue;
      }
      const wordAt = at;
      at = wordEnd(bytes, at, limit);
      const quote = bytes[at + 1];
      if (at + 1 >= limit) return null;
      if (bytes[at] !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) {
        reader.strange();
        // Always on by a byte, and never past the end of the tag.
        if (at === wordAt) at++;
        continue;
      }
      const valueAt = at + 2;
      const valueEnd = bytes.indexOf(quote, valueAt);
      if (valueEnd < 0 || valueEnd >= limit) return null;
      const slot = SLOTS(bytes, wordAt, at);
      if (slot !== undefined) values[slot] = numberIn(bytes, valueAt, valueEnd);
      else if (LABELS(bytes, wordAt, at)) label = latin1Text(bytes, valueAt, valueEnd);
      at = valueEnd + 1;
    }
    tell(reader, { tag, isClosing, isEmpty }, { values, label });
    return at + 1;
  };
}

function tell(
  reader: TagReader,
  {
    tag,
    isClosing,
    isEmpty,
  }: { readonly tag: AnyTag | undefined; readonly isClosing: boolean; readonly isEmpty: boolean },
  { values, label }: { readonly values: Float64Array; readonly label: string },
): void {
  if (tag === undefined) {
    reader.strange();
    return;
  }
  if (tag === 'range_mapping' || tag === 'single_mapping') {
    const length = tag === 'single_mapping' ? 1 : (values[Slot.length] ?? Number.NaN);
    if (!isClosing) reader.mapping(values[Slot.dataBegin] ?? Number.NaN, length);
    return;
  }
  if (!isClosing) reader.open(tag, values, label);
  if (isClosing || isEmpty) reader.close(tag);
}

/** Where a name that begins there ends. */
function wordEnd(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  for (; at < limit; at++) {
    const byte = bytes[at] ?? 0;
    if (byte <= BLANK || byte === EQUALS || byte === GT || byte === SLASH) break;
  }
  return at;
}
