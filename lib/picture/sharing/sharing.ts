import type { ExploredPool, ExploredThin } from '../../thin/explored-pool.ts';
import type { Sharing } from '../../thin/pool-contents.ts';
import { thinName } from '../../thin/thin-name.ts';

/**
 * Who shares blocks with whom in a thin pool: a line for each thin volume, as long as what it has mapped, and arcs between those that
 * share. Families – all that are joined by sharing – stand together, the largest first, so that arcs stay short.
 */
export type SharingPicture = {
  readonly poolName: string;
  readonly blockSizeBytes: number;
  readonly rows: readonly SharingRow[];
  /** Of rows by their places. */
  readonly arcs: readonly SharingArc[];
  /** Thin volumes that there is no room for: the smallest. */
  readonly leftOut: number;
};

export type SharingRow = {
  readonly thinId: number;
  /** Empty where unclaimed. */
  readonly name: string;
  readonly mappedBlocks: number;
  /** Null where it was not counted. */
  readonly exclusiveBlocks: number | null;
  /** Stands apart from the row above: a family begins, or has ended. */
  readonly isApart: boolean;
};

export type SharingArc = { readonly from: number; readonly to: number; readonly blocks: number };

/** As many lines as a person follows. */
const MOST_ROWS = 48;

export function sharingOfPool({ pool, contents, thins }: ExploredPool): SharingPicture {
  const held = thins.filter(({ contents: its }) => its !== null);
  const shown = held.toSorted((a, b) => mappedOf(b) - mappedOf(a)).slice(0, MOST_ROWS);
  const families = familiesOf(shown);
  const inOrder = families.flat();
  const apart = new Set(
    families.flatMap((family, at) =>
      family.length + (families[at - 1]?.length ?? 0) > 2 ? family.slice(0, 1) : [],
    ),
  );
  return {
    poolName: pool.name,
    blockSizeBytes: contents.blockSizeBytes,
    rows: inOrder.map((thin) => ({
      thinId: thin.thinId,
      name: thinName(thin),
      mappedBlocks: mappedOf(thin),
      exclusiveBlocks: thin.contents?.exclusiveBlocks ?? null,
      isApart: apart.has(thin),
    })),
    arcs: arcsOf(inOrder),
    leftOut: held.length - shown.length,
  };
}

function mappedOf({ contents }: ExploredThin): number {
  return contents?.mappedBlocks ?? 0;
}

function sharesOf({ contents }: ExploredThin): readonly Sharing[] {
  return contents?.sharesWith ?? [];
}

/** By sharing, each in order of IDs. */
function familiesOf(thins: readonly ExploredThin[]): readonly (readonly ExploredThin[])[] {
  const byId = new Map(thins.map((thin) => [thin.thinId, thin]));
  const joined = new Map<number, number[]>(thins.map(({ thinId }) => [thinId, []]));
  for (const thin of thins) {
    for (const { thinId } of sharesOf(thin)) {
      joined.get(thin.thinId)?.push(thinId);
      joined.get(thinId)?.push(thin.thinId);
    }
  }
  const seen = new Set<number>();
  const families = thins.flatMap(({ thinId: first }) => {
    if (seen.has(first)) return [];
    const family = new Set([first]);
    for (const thinId of family)
      for (const other of joined.get(thinId) ?? []) if (byId.has(other)) family.add(other);
    for (const thinId of family) seen.add(thinId);
    return [[...family].sort((a, b) => a - b).flatMap((thinId) => byId.get(thinId) ?? [])];
  });
  const weightOf = (family: readonly ExploredThin[]) =>
    family.reduce((sum, thin) => sum + mappedOf(thin), 0) * (family.length > 1 ? 2 : 1);
  return families.toSorted((a, b) => weightOf(b) - weightOf(a));
}

/** Each pair once, by what either of the two tells. */
function arcsOf(thins: readonly ExploredThin[]): readonly SharingArc[] {
  const place = new Map(thins.map(({ thinId }, at) => [thinId, at]));
  const arcs = new Map<string, SharingArc>();
  for (const [at, thin] of thins.entries()) {
    for (const { thinId, blocks } of sharesOf(thin)) {
      const other = place.get(thinId);
      if (other === undefined || other === at || blocks === 0) continue;
      const [from, to] = at < other ? [at, other] : [other, at];
      arcs.set(`${from} ${to}`, { from, to, blocks });
    }
  }
  return [...arcs.values()].sort((a, b) => a.blocks - b.blocks);
}
