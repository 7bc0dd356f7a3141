import { splitArguments } from '../dm/targets/argument-cursor.ts';
import { thin } from '../dm/targets/thin.ts';
import { classifyDmUuid } from '../dm/uuid.ts';
import { holdersOf, indexStack } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import type { ExploredThin, LvmThinPool, ThinClaim } from './explored-pool.ts';
import type { PoolContents } from './pool-contents.ts';

export type ClaimGround = {
  readonly stack: Stack;
  readonly pool: Device;
  readonly contents: PoolContents;
  readonly lvm: LvmThinPool | null;
  readonly labels: ReadonlyMap<number, string>;
};

/** Every thin ID that the pool has or that somebody says it has, with all who claim it. */
export function matchClaims({ stack, pool, contents, lvm, labels }: ClaimGround): readonly ExploredThin[] {
  const claims = Map.groupBy([...deviceClaims(stack, pool), ...volumeClaims(lvm)], ({ thinId }) => thinId);
  const has = new Map(contents.thins.map((each) => [each.thinId, each]));
  const ids = [...new Set([...has.keys(), ...claims.keys()])].sort((a, b) => a - b);
  return ids.map((thinId) => ({
    thinId,
    contents: has.get(thinId) ?? null,
    claims: (claims.get(thinId) ?? []).map(({ claim }) => claim),
    label: labels.get(thinId) ?? null,
  }));
}

type Claimed = { readonly thinId: number; readonly claim: ThinClaim };

/** Mapped devices of its thin IDs, as their tables tell it. */
function deviceClaims(stack: Stack, pool: Device): readonly Claimed[] {
  return holdersOf(indexStack(stack), pool.devNo)
    .filter(({ edge }) => edge.roles.includes('pool'))
    .flatMap(({ holder }) =>
      (holder.dm?.segments ?? []).flatMap((segment): readonly Claimed[] => {
        const table =
          segment.target === 'thin' ? thin.parseTable(splitArguments(segment.args), segment) : null;
        if (!table?.ok) return [];
        const { devNo, name, dm } = holder;
        return [{ thinId: table.value.thinId, claim: { kind: 'device', devNo, name, uuid: dm?.uuid ?? '' } }];
      }),
    );
}

function volumeClaims(lvm: LvmThinPool | null): readonly Claimed[] {
  return (lvm?.volumes ?? []).map(({ thinId, name, uuid, transactionId }) => ({
    thinId,
    claim: { kind: 'volume', name: `${lvm?.groupName}/${name}`, uuid, transactionId },
  }));
}

/**
 * Those who claim an ID, each once: a volume of LVM that is active is one with its device.
 */
export function claimants({ claims }: ExploredThin): readonly ThinClaim[] {
  const volumes = new Set(claims.flatMap((claim) => (claim.kind === 'volume' ? [claim.uuid] : [])));
  return claims.filter((claim) => claim.kind === 'volume' || !volumes.has(volumeUuidOf(claim.uuid)));
}

/** Of the UUID of a mapped device of LVM's, the volume's. */
function volumeUuidOf(dmUuid: string): string {
  const made = classifyDmUuid(dmUuid);
  return made.kind === 'lvm' ? made.lvUuid : '';
}
