import type { ExploredPool, ExploredThin, ThinClaim } from './explored-pool.ts';
import { thinName } from './thin-name.ts';

/** A thin ID as a row of a table, to be sorted and sought. Sizes are null for an ID that the pool does not have. */
export type ThinRow = {
  readonly thinId: number;
  /** Empty where unclaimed. */
  readonly name: string;
  readonly label: string;
  readonly mappedBytes: number | null;
  readonly exclusiveBytes: number | null;
  /** The pool's when it was made, as `createdTime`. */
  readonly transactionId: number | null;
  readonly createdTime: number | null;
  readonly snapshotTime: number | null;
  readonly state: ThinState;
  readonly claims: readonly ThinClaim[];
};

/** `lost`: claimed, and not in the pool. */
export type ThinState = 'active' | 'inactive' | 'unclaimed' | 'lost';

export const SORTS = ['id', 'name', 'mapped', 'exclusive', 'created'] as const;
export type SortBy = (typeof SORTS)[number];
export type Sort = { readonly by: SortBy; readonly isFalling: boolean };

export function thinRows({ contents, thins }: ExploredPool): readonly ThinRow[] {
  const bytes = (blocks: number | null | undefined) =>
    blocks === null || blocks === undefined ? null : blocks * contents.blockSizeBytes;
  return thins.map((thin) => ({
    thinId: thin.thinId,
    name: thinName(thin),
    label: thin.label ?? '',
    mappedBytes: bytes(thin.contents?.mappedBlocks),
    exclusiveBytes: bytes(thin.contents?.exclusiveBlocks),
    transactionId: thin.contents?.transactionId ?? null,
    createdTime: thin.contents?.createdTime ?? null,
    snapshotTime: thin.contents?.snapshotTime ?? null,
    state: stateOf(thin),
    claims: thin.claims,
  }));
}

function stateOf({ contents, claims, label }: ExploredThin): ThinState {
  if (contents === null) return 'lost';
  if (activeClaim(claims) !== null) return 'active';
  return claims.length > 0 || label !== null ? 'inactive' : 'unclaimed';
}

export function activeClaim(claims: readonly ThinClaim[]): Extract<ThinClaim, { kind: 'device' }> | null {
  return claims.find((claim) => claim.kind === 'device') ?? null;
}

/** Those with all words of the query in their ID, names or label. */
export function soughtRows(rows: readonly ThinRow[], query: string): readonly ThinRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ thinId, label, claims }) => {
    const text = [thinId, label, ...claims.map(({ name }) => name)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function sortedRows(rows: readonly ThinRow[], { by, isFalling }: Sort): readonly ThinRow[] {
  const sign = isFalling ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a, b, by) || a.thinId - b.thinId);
}

function compare(a: ThinRow, b: ThinRow, by: SortBy): number {
  switch (by) {
    case 'id':
      return a.thinId - b.thinId;
    case 'name':
      return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    case 'mapped':
      return known(a.mappedBytes) - known(b.mappedBytes);
    case 'exclusive':
      return known(a.exclusiveBytes) - known(b.exclusiveBytes);
    case 'created':
      return known(a.createdTime) - known(b.createdTime);
    default:
      return by satisfies never;
  }
}

function known(value: number | null): number {
  return value ?? -1;
}
