import type { DiskReader } from '../../block/byte-source.ts';
import { type LayoutRun, type Piece, piecesOf } from './volume-layout.ts';

/**
 * Something whose bytes can be had: a file, a device, a part of one, a volume that lies on several. What stands on what is put
 * together of these, so a guest's disk in a volume in a partition is read as a file is.
 */
export type BlockSource = {
  readonly sizeBytes: number;
  /** Fills the buffers from this offset on, one behind the other; gives how many bytes it had. It throws on an error. */
  readonly read: (buffers: readonly Uint8Array[], offset: number) => Promise<number>;
};

/** More at once than that no reader of metadata asks for (read-metadata-area.ts). */
const MOST_AT_ONCE = 16 * 2 ** 20;

/** Has a reader read a source. */
export async function readSource<T>(source: BlockSource, reader: DiskReader<T>): Promise<T> {
  for (let step = reader.next(); ; ) {
    if (step.done) return step.value;
    const { offset, length } = step.value;
    const room = Math.max(0, Math.min(length, source.sizeBytes - offset, MOST_AT_ONCE));
    const buffer = new Uint8Array(room);
    const got = room === 0 ? 0 : await source.read([buffer], offset);
    step = reader.next(buffer.subarray(0, got));
  }
}

/** A part of a source; what of it would be past the end of the source is not there. */
export function partOf(source: BlockSource, offset: number, length: number): BlockSource {
  const sizeBytes = Math.max(0, Math.min(length, source.sizeBytes - offset));
  return { sizeBytes, read: (buffers, at) => source.read(within(buffers, sizeBytes - at), offset + at) };
}

/** The bytes of a volume on its PVs. */
export function volumeSource(
  { sizeBytes, runs }: { readonly sizeBytes: number; readonly runs: readonly LayoutRun[] },
  pvs: ReadonlyMap<string, BlockSource>,
): BlockSource {
  return {
    sizeBytes,
    read: async (asked, offset) => {
      const buffers = within(asked, sizeBytes - offset);
      const vectors: Vectors = { all: [], ending: new Map() };
      let at = offset;
      for (const buffer of buffers) {
        for (const piece of piecesOf(runs, at, buffer.length)) addPiece(vectors, piece, { buffer, at });
        at += buffer.length;
      }
      await Promise.all(vectors.all.map((vector) => readWhole(pvs.get(vector.pv), vector)));
      return at - offset;
    },
  };
}

/** Places in buffers that get what stands in one row on a PV, so that it is read at once. */
type Vector = {
  readonly pv: string;
  readonly offset: number;
  length: number;
  readonly buffers: Uint8Array[];
};

type Vectors = {
  readonly all: Vector[];
  /** By PV and where they end: stripes take turns, also where several of them are on one PV. */
  readonly ending: Map<string, Vector>;
};

function addPiece(
  { all, ending }: Vectors,
  { offset, length, pv, pvOffset }: Piece,
  { buffer, at }: { readonly buffer: Uint8Array; readonly at: number },
): void {
  const target = buffer.subarray(offset - at, offset - at + length);
  if (pv === null) {
    target.fill(0);
    return;
  }
  let vector = ending.get(`${pvOffset} ${pv}`);
  if (!vector) {
    vector = { pv, offset: pvOffset, length: 0, buffers: [] };
    all.push(vector);
  }
  ending.delete(`${pvOffset} ${pv}`);
  vector.buffers.push(target);
  vector.length += length;
  ending.set(`${pvOffset + length} ${pv}`, vector);
}

async function readWhole(
  source: BlockSource | undefined,
  { buffers, offset, length }: Vector,
): Promise<void> {
  const got = source ? await source.read(buffers, offset) : 0;
  if (got < length) throw new Error('a PV ends before its volumes do');
}

/** The first so many bytes of them. */
function within(buffers: readonly Uint8Array[], length: number): Uint8Array[] {
  const kept: Uint8Array[] = [];
  let room = length;
  for (const buffer of buffers) {
    if (room <= 0) break;
    kept.push(buffer.length <= room ? buffer : buffer.subarray(0, room));
    room -= buffer.length;
  }
  return kept;
}
