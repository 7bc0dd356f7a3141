import { NOBODY, type OwnerSets } from './block-owners.ts';
import { MOST_SHARERS, type Sharing, type ThinContents } from './pool-contents.ts';

export type ThinSharing = Pick<ThinContents, 'exclusiveBlocks' | 'sharesWith' | 'hasMoreSharing'>;

/** Of a thin in order of reading, what it shares with others. */
export function sharingOf(
  sets: OwnerSets,
  thins: readonly { readonly thinId: number }[],
  listedBlocks: readonly number[],
): (at: number) => ThinSharing {
  const exclusive = exclusiveBlocks(sets, thins.length);
  const members = membersOf(sets, thins.length);
  const countOthers = createCounter(members, thins);
  return (at) => {
    const { sharesWith, isCut, told } = countOthers(at);
    const own = exclusive[at] ?? 0;
    return {
      exclusiveBlocks: own,
      sharesWith,
      hasMoreSharing: isCut || told < (listedBlocks[at] ?? 0) - own,
    };
  };
}

function exclusiveBlocks({ count, parent, thin, blocks }: OwnerSets, thinCount: number): Int32Array {
  const exclusive = new Int32Array(thinCount);
  for (let set = 2; set < count; set++)
    if (parent[set] === NOBODY) exclusive[thin[set] ?? 0] = blocks[set] ?? 0;
  return exclusive;
}

/** Sets of several IDs, with all that are in each. */
type Members = {
  readonly blocks: Int32Array;
  /** Of a set, where its IDs begin in `thins`; one more than there are sets. */
  readonly starts: Int32Array;
  readonly thins: Int32Array;
  /** Of an ID, where it begins in `setsOf` and `placesOf`: its sets, and where in `thins` it stands in each. */
  readonly firstOf: Int32Array;
  readonly setsOf: Int32Array;
  readonly placesOf: Int32Array;
};

/** IDs in sets altogether; what is beyond is told as more. */
const MOST_MEMBERS = 3_000_000;
/** Pairs that are looked at: a second or two. */
const MOST_PAIRS = 40_000_000;
/** In a set of more IDs than twice that each is only told of those that are next to it. */
const NEAR = 64;

function membersOf(sets: OwnerSets, thinCount: number): Members {
  const { parent, thin, size, blocks } = sets;
  const chosen = chosenSets(sets);
  const starts = new Int32Array(chosen.length + 1);
  for (const [at, set] of chosen.entries()) starts[at + 1] = (starts[at] ?? 0) + (size[set] ?? 0);
  const thins = new Int32Array(starts[chosen.length] ?? 0);
  const firstOf = new Int32Array(thinCount + 1);
  let place = 0;
  for (const set of chosen) {
    for (let at = set; at !== NOBODY; at = parent[at] ?? NOBODY) {
      const member = thin[at] ?? 0;
      thins[place++] = member;
      firstOf[member + 1] = (firstOf[member + 1] ?? 0) + 1;
    }
  }
  for (let at = 0; at < thinCount; at++) firstOf[at + 1] = (firstOf[at + 1] ?? 0) + (firstOf[at] ?? 0);
  const told = Int32Array.from(chosen, (set) => blocks[set] ?? 0);
  return { blocks: told, starts, thins, firstOf, ...placesOf({ starts, thins }, firstOf) };
}

/** As many as there is room for; where that is not all of them, those with most blocks. */
function chosenSets({ count, size, blocks }: OwnerSets): readonly number[] {
  const shared: number[] = [];
  let room = createRoom();
  for (let set = 2; set < count; set++) {
    const ids = size[set] ?? 0;
    if (ids < 2 || (blocks[set] ?? 0) === 0) continue;
    shared.push(set);
    room.take(ids);
  }
  if (!room.isFull()) return shared;
  shared.sort((a, b) => (blocks[b] ?? 0) - (blocks[a] ?? 0));
  room = createRoom();
  return shared.slice(
    0,
    shared.findIndex((set) => {
      room.take(size[set] ?? 0);
      return room.isFull();
    }),
  );
}

function createRoom() {
  let [members, pairs] = [0, 0];
  return {
    take: (count: number): void => {
      members += count;
      pairs += count * Math.min(count, 2 * NEAR);
    },
    isFull: (): boolean => members > MOST_MEMBERS || pairs > MOST_PAIRS,
  };
}

function placesOf({ starts, thins }: Pick<Members, 'starts' | 'thins'>, firstOf: Int32Array) {
  const filled = firstOf.slice();
  const setsOf = new Int32Array(thins.length);
  const placesOf = new Int32Array(thins.length);
  for (let set = 0; set + 1 < starts.length; set++) {
    for (let at = starts[set] ?? 0; at < (starts[set + 1] ?? 0); at++) {
      const member = thins[at] ?? 0;
      const slot = filled[member] ?? 0;
      setsOf[slot] = set;
      placesOf[slot] = at;
      filled[member] = slot + 1;
    }
  }
  return { setsOf, placesOf };
}

type Others = {
  readonly sharesWith: readonly Sharing[];
  readonly isCut: boolean;
  /** Blocks of the sets that were counted. */
  readonly told: number;
};

function createCounter(
  { blocks, starts, thins: members, firstOf, setsOf, placesOf }: Members,
  thins: readonly { readonly thinId: number }[],
): (thin: number) => Others {
  const counts = new Int32Array(thins.length);
  const met = new Int32Array(thins.length);
  return (thin) => {
    let [metCount, told] = [0, 0];
    let isCut = false;
    for (let slot = firstOf[thin] ?? 0; slot < (firstOf[thin + 1] ?? 0); slot++) {
      const set = setsOf[slot] ?? 0;
      const place = placesOf[slot] ?? 0;
      const shared = blocks[set] ?? 0;
      let [from, to] = [starts[set] ?? 0, starts[set + 1] ?? 0];
      if (to - from > 2 * NEAR) {
        isCut = true;
        from = Math.max(from, place - NEAR);
        to = Math.min(to, place + NEAR);
      }
      told += shared;
      for (let at = from; at < to; at++) {
        const other = members[at] ?? 0;
        if (other === thin) continue;
        if (counts[other] === 0) met[metCount++] = other;
        counts[other] = (counts[other] ?? 0) + shared;
      }
    }
    const others = met.subarray(0, metCount);
    const sharesWith = mostOf(others, counts).map((other) => ({
      thinId: thins[other]?.thinId ?? 0,
      blocks: counts[other] ?? 0,
    }));
    for (const other of others) counts[other] = 0;
    return { sharesWith, isCut: isCut || metCount > MOST_SHARERS, told };
  };
}

/** Those with the highest counts, highest first, of equals the earliest; sorting all of them for it would take longest of all. */
function mostOf(others: Int32Array, counts: Int32Array): number[] {
  const most: number[] = [];
  const isBefore = (a: number, b: number) => {
    const difference = (counts[a] ?? 0) - (counts[b] ?? 0);
    return difference > 0 || (difference === 0 && a < b);
  };
  for (const other of others) {
    let at = most.length;
    while (at > 0 && isBefore(other, most[at - 1] ?? 0)) at--;
    if (at >= MOST_SHARERS) continue;
    most.splice(at, 0, other);
    if (most.length > MOST_SHARERS) most.pop();
  }
  return most;
}
