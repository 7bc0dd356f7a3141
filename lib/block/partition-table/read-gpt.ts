import type { Understood } from '../../dm/target-type.ts';
import type { DiskReader } from '../byte-source.ts';
import { crc32From } from '../crc32.ts';
import type { Partition, PartitionTable } from './partition-table.ts';

const SECTOR_SIZES = [512, 4096] as const;
const SIGNATURE = 'EFI PART';
const HEADER_BYTES = 92;
/** The usual 128 entries of 128 bytes are 16 KiB. */
const MOST_ENTRY_BYTES = 2 ** 20;

type Header = {
  readonly id: string;
  readonly entriesAt: number;
  readonly entryCount: number;
  readonly entryBytes: number;
  readonly entriesChecksum: number;
};

/** The table behind the first sector, or where that is damaged the one at the end of the disk; else why there is neither. */
export function* readGpt(sizeBytes: number): DiskReader<Understood<PartitionTable>> {
  let reason = 'it has no header';
  for (const sectorBytes of SECTOR_SIZES) {
    const first = yield* readTable(sectorBytes, 1);
    if (first.ok) {
      const backup = yield* readTable(sectorBytes, Math.floor(sizeBytes / sectorBytes) - 1);
      const problems = backup.ok ? [] : [`the backup of its GPT at the end of the disk: ${backup.reason}`];
      return { ok: true, value: withProblems(first.value, problems) };
    }
    if (first.reason !== NO_HEADER) reason = first.reason;
  }
  for (const sectorBytes of SECTOR_SIZES) {
    const backup = yield* readTable(sectorBytes, Math.floor(sizeBytes / sectorBytes) - 1);
    if (!backup.ok) continue;
    const problems = [`its GPT is damaged, and was read from the backup at the end of the disk: ${reason}`];
    return { ok: true, value: withProblems(backup.value, problems) };
  }
  return { ok: false, reason };
}

const NO_HEADER = 'it has no header';
const MOST_ODD_TOLD = 5;

function withProblems(table: PartitionTable, problems: readonly string[]): PartitionTable {
  return { ...table, problems: [...problems, ...table.problems] };
}

function* readTable(sectorBytes: number, sector: number): DiskReader<Understood<PartitionTable>> {
  if (sector < 1) return { ok: false, reason: NO_HEADER };
  const bytes = yield { offset: sector * sectorBytes, length: 512 };
  const header = headerIn(bytes, sector);
  if (!header.ok) return header;
  const { id, entriesAt, entryCount, entryBytes, entriesChecksum } = header.value;
  const length = entryCount * entryBytes;
  const entries = yield { offset: entriesAt * sectorBytes, length };
  if (entries.length < length) return { ok: false, reason: 'its entries cannot be read to their end' };
  if (checksumOf(entries) !== entriesChecksum)
    return { ok: false, reason: 'the checksum of its entries is wrong' };
  const view = new DataView(entries.buffer, entries.byteOffset, entries.length);
  const partitions: Partition[] = [];
  const odd: string[] = [];
  for (let at = 0; at < entryCount; at++) {
    const partition = partitionIn(view, at * entryBytes, sectorBytes);
    if (partition === 'odd') odd.push(`partition ${at + 1} ends before it begins, or past any end`);
    else if (partition) partitions.push({ number: at + 1, ...partition });
  }
  const isDamaged = odd.length > 0;
  const problems = odd.slice(0, MOST_ODD_TOLD);
  return { ok: true, value: { kind: 'gpt', id, sectorBytes, partitions, problems, isDamaged } };
}

function headerIn(bytes: Uint8Array, sector: number): Understood<Header> {
  const failed = (reason: string): Understood<Header> => ({ ok: false, reason });
  if (bytes.length < 512 || String.fromCharCode(...bytes.subarray(0, 8)) !== SIGNATURE)
    return failed(NO_HEADER);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(12, true);
  if (length < HEADER_BYTES || length > 512) return failed('its header has a length that cannot be');
  // A slice of a Buffer would be the same bytes.
  const checked = new Uint8Array(bytes.subarray(0, length));
  checked.fill(0, 16, 20);
  if (checksumOf(checked) !== view.getUint32(16, true)) return failed('the checksum of its header is wrong');
  if (view.getBigUint64(24, true) !== BigInt(sector)) return failed('its header is of another place');
  const entriesAt = view.getBigUint64(72, true);
  const entryCount = view.getUint32(80, true);
  const entryBytes = view.getUint32(84, true);
  if (entryBytes < 128 || entryBytes % 8 !== 0 || entryCount * entryBytes > MOST_ENTRY_BYTES)
    return failed('its header has entries that cannot be');
  if (entriesAt > BigInt(2 ** 40)) return failed('its entries would be outside of the disk');
  return {
    ok: true,
    value: {
      id: guid(view, 56),
      entriesAt: Number(entriesAt),
      entryCount,
      entryBytes,
      entriesChecksum: view.getUint32(88, true),
    },
  };
}

const UNUSED = '00000000-0000-0000-0000-000000000000';

function partitionIn(
  view: DataView,
  at: number,
  sectorBytes: number,
): Omit<Partition, 'number'> | 'odd' | null {
  const type = guid(view, at);
  const first = view.getBigUint64(at + 32, true);
  const last = view.getBigUint64(at + 40, true);
  const end = (last + 1n) * BigInt(sectorBytes);
  if (type === UNUSED) return null;
  if (last < first || end > BigInt(Number.MAX_SAFE_INTEGER)) return 'odd';
  const offset = Number(first) * sectorBytes;
  let name = '';
  for (let unit = at + 56; unit < at + 128; unit += 2)
    name += String.fromCharCode(view.getUint16(unit, true));
  return {
    offset,
    length: Number(end) - offset,
    type,
    name: name.replace(/\0.*$/s, ''),
    uuid: guid(view, at + 16),
  };
}

/** The first three parts of a GUID are numbers, lowest byte first. */
function guid(view: DataView, at: number): string {
  const digits = (from: number, bytes: number, isLittleEndian: boolean) => {
    const all = Array.from({ length: bytes }, (_, i) => view.getUint8(at + from + i));
    return (isLittleEndian ? all.reverse() : all).map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  return [
    digits(0, 4, true),
    digits(4, 2, true),
    digits(6, 2, true),
    digits(8, 2, false),
    digits(10, 6, false),
  ].join('-');
}

function checksumOf(bytes: Uint8Array): number {
  return ~crc32From(0xffffffff, bytes) >>> 0;
}
