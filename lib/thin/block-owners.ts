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
  readonly blocks: Int32Array;
};

/** Blocks that nobody has. */
export const NOBODY = 0;
/** Blocks that several have, when there were too many sets to say who. */
export const SOME = 1;

const PAGE_BLOCKS = 4096;
const MOST_SETS = 1_000_000;
/**
 * 128 MiB of blocks that are followed one by one; and pages altogether, so that a number of blocks is one of 32 bits. The
 * largest metadata that there can be, 16 GiB, has room for half as many mappings.
 */
const MOST_MIXED_PAGES = 8192;
const MOST_PAGES = 500_000;
/** Blocks and pages that are looked at: seconds. */
const MOST_WORK = 2_000_000_000;

export function createBlockOwners(): BlockOwners {
  const { sets, withThin, move } = createOwnerSets();
  const pages = new Map<number, number | Int32Array>();
  let mixedPages = 0;
  let work = 0;
  let isLost = false;

  const takeInPage = (thin: number, page: Int32Array, begin: number, end: number): number => {
    let had = 0;
    for (let at = begin; at < end; ) {
      const from = page[at] ?? NOBODY;
      const to = withThin(from, thin);
      const first = at;
      for (; at < end && page[at] === from; at++) page[at] = to;
      move(from, to, at - first);
      if (to === from && from !== SOME) had += at - first;
    }
    return had;
  };

  /** A page whose blocks are not all in one set; null when there is no room for another. */
  const mixedPage = (number: number, alike: number): Int32Array | null => {
    if (mixedPages >= MOST_MIXED_PAGES) return null;
    mixedPages++;
    const page = new Int32Array(PAGE_BLOCKS).fill(alike);
    pages.set(number, page);
    return page;
  };

  return {
    sets,
    hasLostCount: () => isLost,
    take: (thin, begin, length) => {
      let had = 0;
      const end = begin + length;
      for (let at = begin; at < end && !isLost; ) {
        const number = Math.floor(at / PAGE_BLOCKS);
        const pageAt = number * PAGE_BLOCKS;
        const until = Math.min(end, pageAt + PAGE_BLOCKS);
        const known = pages.get(number) ?? NOBODY;
        const isWhole = until - at === PAGE_BLOCKS;
        if (typeof known === 'number' && isWhole) {
          const to = withThin(known, thin);
          pages.set(number, to);
          move(known, to, PAGE_BLOCKS);
          if (to === known && to !== SOME) had += PAGE_BLOCKS;
        } else {
          const page = typeof known === 'number' ? mixedPage(number, known) : known;
          if (page) had += takeInPage(thin, page, at - pageAt, until - pageAt);
          isLost ||= page === null;
          work += until - at;
        }
        work++;
        at = until;
        isLost ||= work > MOST_WORK || pages.size > MOST_PAGES;
      }
      return had;
    },
  };
}

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
    blocks: new Int32Array(room),
  };
}

function withRoom(values: Int32Array<ArrayBuffer>, room: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(room);
  more.set(values);
  return more;
}
