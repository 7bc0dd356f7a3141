import type { Understood } from '../../lib/dm/target-type.ts';
import { groupUuidOf } from '../../lib/findings/volume-groups.ts';
import type { Device } from '../../lib/stack/stack.ts';
import type { ExploredPool, LvmThinPool } from '../../lib/thin/explored-pool.ts';
import { lvmPoolOf } from '../../lib/thin/lvm-pool.ts';
import { matchClaims } from '../../lib/thin/match-claims.ts';
import type { ThinContents } from '../../lib/thin/pool-contents.ts';
import { poolFindings } from '../../lib/thin/pool-findings.ts';
import { askPoolStatus } from './pool-status.ts';
import { readGroup } from './read-group.ts';
import { type PoolInStack, readPool } from './read-pool.ts';

/** What operators called the thins of a pool, by ID; `pool` is its identity. */
export type LabelsOf = (pool: string, thins: readonly ThinContents[]) => Promise<ReadonlyMap<number, string>>;

/** A pool with its contents, who claims what of them, and what is wrong with that; or in words why it cannot be told. */
export async function explorePool(
  inStack: PoolInStack,
  labelsOf: LabelsOf,
): Promise<Understood<ExploredPool>> {
  for (let tries = TRIES - 1; ; tries--) {
    const explored = await exploreOnce(inStack, labelsOf);
    if (!explored.ok || tries === 0 || !wasChanged(explored.value)) return explored;
  }
}

const TRIES = 2;

/** What LVM does meanwhile would look as if it and the pool did not agree. */
function wasChanged({ usage, contents }: ExploredPool): boolean {
  return usage !== null && usage.transactionId !== contents.transactionId;
}

async function exploreOnce(
  { stack, pool }: PoolInStack,
  labelsOf: LabelsOf,
): Promise<Understood<ExploredPool>> {
  const read = await readPool({ stack, pool });
  if (!read.ok) return read;
  const [labels, lvm] = await Promise.all([
    labelsOf(pool.identity, read.value.thins),
    lvmMetadataOf({ stack, pool }),
  ]);
  const status = await askPoolStatus(pool);
  const claimed = { stack, pool, contents: read.value, lvm: lvm.ok ? lvm.value : null, labels };
  const { thins: _, ...contents } = read.value;
  const explored = {
    pool: poolOf(pool),
    usage: status.ok ? status.value : null,
    contents: lvm.ok ? contents : withProblem(contents, lvm.reason),
    thins: matchClaims(claimed),
    isLvm: groupUuidOf(pool) !== null,
    lvm: claimed.lvm,
  };
  return { ok: true, value: { ...explored, findings: poolFindings({ pool, explored }) } };
}

function poolOf({ devNo, identity, name, dm }: Device): ExploredPool['pool'] {
  return { devNo, identity, name, uuid: dm?.uuid ?? '' };
}

function withProblem(contents: ExploredPool['contents'], reason: string): ExploredPool['contents'] {
  const problem = `which volumes LVM has in it is not known, so nothing is said to be unclaimed: ${reason}`;
  return { ...contents, problems: [...contents.problems, problem] };
}

/** Null for a pool that is not LVM's. */
async function lvmMetadataOf({ stack, pool }: PoolInStack): Promise<Understood<LvmThinPool | null>> {
  const groupUuid = groupUuidOf(pool);
  if (groupUuid === null) return { ok: true, value: null };
  const group = await readGroup(stack, groupUuid);
  if (!group.ok) return { ok: false, reason: `its group's metadata cannot be read: ${group.reason}` };
  const found = lvmPoolOf(group.value, pool);
  if (found) return { ok: true, value: found };
  return { ok: false, reason: `its group's metadata (seqno ${group.value.sequence}) does not have the pool` };
}
