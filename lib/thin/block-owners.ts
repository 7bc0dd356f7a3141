/**
 * Which thin IDs have which data blocks of a pool, told as they are read. A block is in one *set* of owners; taking a block for
 * another ID moves it to the set with that ID added. Sets are few where blocks are many, since a snapshot shares long runs; a set is
 * its parent and one ID, and exists once, however many blocks are in it. Blocks are kept in pages; a page whose blocks are all in
 * one set is that set's number. So memory follows how a pool is cut up, not how large it says it is.
 *
 * What is read may be damaged, or made to do harm: sets, pages and the work itself have an end, and past it sharing is not told.
 */
export type BlockOwners = {
  /** Takes blocks for an ID, called by a number from 0 on; of each ID all at once. Gives how many of them it had before. */
  readonly take: (thin: number, begin: number, length: number) => number;
  readonly sets: () => OwnerSets;
  /** There were too many blocks to follow: what `sets` tell is not true. */
  readonly hasLostCount: () => boolean;
};

/** By number of the set: its parent, the ID that it adds, how many IDs it has, and how many blocks have exactly these. */
export type OwnerSets = {
  readonly count: number;
  readonly parent: Int32Array;
  readonly thin: Int32Array;
  readonly size: Int32Array;
  readonly blocks: Float64Array;
};

/** Blocks that nobody has. */
export const NOBODY = 0;
/** Blocks that several have, when there were too many sets to say who. */
export const SOME = 1;

const PAGE_BLOCKS = 4096;
const MOST_SETS = 1_000_000;
/** 128 MiB of blocks that are followed one by one, and pages altogether; beyond what LVM's default of metadata can hold. */
const MOST_MIXED_PAGES = 8192;
const MOST_PAGES = 1_000_000;
/** Blocks and pages that are looked at: seconds. */
const MOST_WORK = 2_000_000_000;

export function createBlockOwners(): BlockOwners {
  const { sets, withThin, move } = createOwnerSets();
  const pages = new Map<number, number | Int32Array>();
  let mixedPages = 0;
  let work = 0;
  let isLost = false;

  const takeInPage = (thin: number, page: Int32Array, { lo, hi }: Range): number => {
    let had = 0;
    for (let at = lo; at < hi; ) {
      const from = page[at] ?? NOBODY;
      const to = withThin(from, thin);
      const begin = at;
      for (; at < hi && page[at] === from; at++) page[at] = to;
      move(from, to, at - begin);
      if (to === from && from !== SOME) had += at - begin;
    }
    return had;
  };

  const takeRange = (thin: number, number: number, range: Range): number => {
    const page = pages.get(number) ?? NOBODY;
    if (typeof page !== 'number') return takeInPage(thin, page, range);
    if (range.hi - range.lo === PAGE_BLOCKS) {
      const to = withThin(page, thin);
      pages.set(number, to);
      move(page, to, PAGE_BLOCKS);
      return to === page && page !== SOME ? PAGE_BLOCKS : 0;
    }
    if (mixedPages >= MOST_MIXED_PAGES) {
      isLost = true;
      return 0;
    }
    mixedPages++;
    const mixed = new Int32Array(PAGE_BLOCKS).fill(page);
    pages.set(number, mixed);
    return takeInPage(thin, mixed, range);
  };

  return {
    sets,
    hasLostCount: () => isLost,
    take: (thin, begin, length) => {
      let had = 0;
      for (let at = begin; at < begin + length && !isLost; ) {
        const number = Math.floor(at / PAGE_BLOCKS);
        const lo = at - number * PAGE_BLOCKS;
        const hi = Math.min(PAGE_BLOCKS, lo + begin + length - at);
        had += takeRange(thin, number, { lo, hi });
        at += hi - lo;
        work += 1 + (pages.get(number) instanceof Int32Array ? hi - lo : 0);
        isLost ||= work > MOST_WORK || pages.size > MOST_PAGES;
      }
      return had;
    },
  };
}

type Range = { readonly lo: number; readonly hi: number };

function createOwnerSets() {
  let sets = roomForSets(FIRST_ROOM);
  /** The set that was last made of this one by adding an ID, and which ID: IDs come one after the other. */
  let next = new Int32Array(FIRST_ROOM);
  let nextOf = new Int32Array(FIRST_ROOM);
  let count = 2;
  sets.thin.fill(-1, 0, count);
  sets.size[SOME] = 2;

  const grow = (): void => {
    const room = count * 2;
    const { parent, thin, size, blocks } = sets;
    sets = roomForSets(room);
    sets.parent.set(parent);
    sets.thin.set(thin);
    sets.size.set(size);
    sets.blocks.set(blocks);
    next = withRoom(next, room);
    nextOf = withRoom(nextOf, room);
  };

  const withThin = (from: number, added: number): number => {
    if (sets.thin[from] === added || from === SOME) return from;
    // None is made into the one of nobody, so it says that there is none yet.
    if (nextOf[from] === added && next[from] !== NOBODY) return next[from] ?? NOBODY;
    // Each ID may have blocks of its own: these sets are no more than there are IDs.
    if (count >= MOST_SETS && from !== NOBODY) return SOME;
    if (count === next.length) grow();
    sets.parent[count] = from;
    sets.thin[count] = added;
    sets.size[count] = (sets.size[from] ?? 0) + 1;
    next[from] = count;
    nextOf[from] = added;
    return count++;
  };

  const move = (from: number, to: number, moved: number): void => {
    sets.blocks[from] = (sets.blocks[from] ?? 0) - moved;
    sets.blocks[to] = (sets.blocks[to] ?? 0) + moved;
  };

  return { withThin, move, sets: (): OwnerSets => ({ ...sets, count }) };
}

const FIRST_ROOM = 1024;

function roomForSets(room: number) {
  return {
    parent: new Int32Array(room),
    thin: new Int32Array(room),
    size: new Int32Array(room),
    blocks: new Float64Array(room),
  };
}

function withRoom(values: Int32Array<ArrayBuffer>, room: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(room);
  more.set(values);
  return more;
}
