/**
 * Where the bytes of a volume lie. For some kinds of volumes that can be told from the metadata of the group alone; for the
 * others it is said why not. A run is a piece of the volume that lies in one place, or goes round over columns, chunk by chunk.
 */
export type LayoutRun = PlainRun | StripedRun | ZeroRun;

type Run = {
  /** Within what the run is a part of. */
  readonly offset: number;
  readonly length: number;
};

export type PlainRun = Run & { readonly kind: 'plain'; readonly pv: string; readonly pvOffset: number };

export type StripedRun = Run & {
  readonly kind: 'striped';
  /** How far into the stripes the run begins. */
  readonly from: number;
  readonly stripeSizeBytes: number;
  readonly columns: readonly (readonly LayoutRun[])[];
};

export type ZeroRun = Run & { readonly kind: 'zero' };

export type VolumeLayout = {
  readonly sizeBytes: number;
  /** Together the volume, in order and without gaps. */
  readonly runs: readonly LayoutRun[];
  /** The parts that were chosen where several have the same bytes. */
  readonly legs: readonly string[];
};

/** A piece that lies in one place; a null PV is for zeros that lie nowhere. */
export type Piece = {
  readonly offset: number;
  readonly length: number;
  readonly pv: string | null;
  readonly pvOffset: number;
};

/** The pieces of a range, in order. */
export function* piecesOf(runs: readonly LayoutRun[], offset: number, length: number): Generator<Piece> {
  const end = offset + length;
  for (let index = runAt(runs, offset); index < runs.length; index++) {
    const run = runs[index];
    if (!run || run.offset >= end) return;
    const from = Math.max(offset, run.offset);
    const size = Math.min(end, run.offset + run.length) - from;
    if (size > 0) yield* piecesIn(run, from - run.offset, size);
  }
}

function* piecesIn(run: LayoutRun, from: number, length: number): Generator<Piece> {
  const offset = run.offset + from;
  switch (run.kind) {
    case 'plain':
      yield { offset, length, pv: run.pv, pvOffset: run.pvOffset + from };
      return;
    case 'zero':
      yield { offset, length, pv: null, pvOffset: 0 };
      return;
    case 'striped':
      yield* piecesAcross(run, from, length);
      return;
    default:
      run satisfies never;
  }
}

function* piecesAcross(run: StripedRun, from: number, length: number): Generator<Piece> {
  const { columns, stripeSizeBytes } = run;
  for (let done = 0; done < length; ) {
    const at = run.from + from + done;
    const chunk = Math.floor(at / stripeSizeBytes);
    const inChunk = at % stripeSizeBytes;
    const size = Math.min(stripeSizeBytes - inChunk, length - done);
    const inColumn = Math.floor(chunk / columns.length) * stripeSizeBytes + inChunk;
    const shift = run.offset + from + done - inColumn;
    for (const piece of piecesOf(columns[chunk % columns.length] ?? [], inColumn, size))
      yield { ...piece, offset: piece.offset + shift };
    done += size;
  }
}

/** The first run that ends behind this offset. */
function runAt(runs: readonly LayoutRun[], offset: number): number {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run && run.offset + run.length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
