import type { DiskReader } from '../../block/byte-source.ts';
import type { Understood } from '../../dm/target-type.ts';
import { decodeHostText } from '../../text/host-text.ts';
import type { DiskArea } from './disk-areas.ts';
import { lvmChecksum } from './lvm-checksum.ts';

/**
 * A metadata area is a header of one sector and a ring of bytes (lib/format_text/layout.h): every change of the group is
 * written behind the one before, past the end of the ring on from its beginning, and then the header is told where the
 * newest is. So there is always one that is whole.
 */
export type MetadataText = {
  /** In LVM's notation (config-tree.ts). */
  readonly text: string;
  /** Where it begins on the device. */
  readonly offset: number;
  /** Whether it goes past the end of the ring. */
  readonly isWrapped: boolean;
  /** LVM was told to leave this area out of use; what it holds may be old. */
  readonly isIgnored: boolean;
};

/** More text than that is no metadata that LVM would write by itself: its areas have 1 MiB, and of a thousand volumes it has half. */
export const LONGEST_TEXT_BYTES = 4 * 1024 * 1024;

const HEADER_BYTES = 512;
const MAGIC = ' LVM2 x[5A%r0N*>';
const LOCATIONS_AT = 40;
const IGNORED = 1;

/** Null for an area that holds no group's metadata yet. */
export function* readMetadataArea(area: DiskArea): DiskReader<Understood<MetadataText | null>> {
  if (area.length < HEADER_BYTES * 2) return failed('it is smaller than its header');
  const header = yield { offset: area.offset, length: HEADER_BYTES };
  if (header.length < HEADER_BYTES) return failed('it cannot be read to the end of its header');
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (String.fromCharCode(...header.subarray(4, 20)) !== MAGIC) return failed('it has no header');
  if (view.getUint32(0, true) !== lvmChecksum(header.subarray(4)))
    return failed('the checksum of its header is wrong');
  if (view.getUint32(20, true) !== 1) return failed(`its header is of version ${view.getUint32(20, true)}`);
  if (view.getBigUint64(24, true) !== BigInt(area.offset)) return failed('its header is of another place');
  // The label's list and the header both have its size; LVM goes by the header's.
  const size = view.getBigUint64(32, true);
  if (size > BigInt(area.length)) return failed('its header makes it larger than its label does');
  return yield* readText(view, { offset: area.offset, length: Number(size) });
}

/** raw_locn: offset in the area, size, checksum, flags. The second one is of a change that was never committed. */
function* readText(header: DataView, area: DiskArea): DiskReader<Understood<MetadataText | null>> {
  const offset = header.getBigUint64(LOCATIONS_AT, true);
  const length = header.getBigUint64(LOCATIONS_AT + 8, true);
  const checksum = header.getUint32(LOCATIONS_AT + 16, true);
  const isIgnored = (header.getUint32(LOCATIONS_AT + 20, true) & IGNORED) !== 0;
  if (offset === 0n) return { ok: true, value: null };
  if (offset < BigInt(HEADER_BYTES) || offset >= BigInt(area.length))
    return failed('its header points outside of it');
  if (length === 0n || length > BigInt(area.length - HEADER_BYTES))
    return failed('its text would be longer than itself');
  if (length > BigInt(LONGEST_TEXT_BYTES))
    return failed(`its text is longer than ${LONGEST_TEXT_BYTES / 2 ** 20} MiB`);
  const [from, size] = [Number(offset), Number(length)];
  const straight = Math.min(size, area.length - from);
  const head = yield { offset: area.offset + from, length: straight };
  const rest = size - straight;
  const tail = rest === 0 ? new Uint8Array(0) : yield { offset: area.offset + HEADER_BYTES, length: rest };
  if (head.length + tail.length < size) return failed('its text cannot be read in full');
  if (lvmChecksum(head, tail) !== checksum) return failed('the checksum of its text is wrong');
  const text = decodeHostText(rest === 0 ? head : joined(head, tail)).replace(/\0+$/, '');
  return { ok: true, value: { text, offset: area.offset + from, isWrapped: rest > 0, isIgnored } };
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

function failed(reason: string): Understood<never> {
  return { ok: false, reason };
}
