import { recordedDevice, recordedHost } from '../plan/recorded-host.fixture.ts';
import type { Stack } from '../stack/stack.ts';
import { contentsOf, LAB_DUMP, LAB_OPTIONS } from './dump.fixture.ts';
import type { ExploredPool, LvmThinPool } from './explored-pool.ts';
import { matchClaims } from './match-claims.ts';
import type { PoolContents } from './pool-contents.ts';
import { poolFindings } from './pool-findings.ts';

export const labStack = recordedHost('thin-unclaimed');
export const labPool = recordedDevice(labStack, 'vg-pool-tpool');
export const labContents = contentsOf(LAB_DUMP, LAB_OPTIONS);

/** What LVM had of that pool, with the UUIDs of the recorded host. */
export const labLvm: LvmThinPool = {
  groupName: 'vg',
  groupUuid: uuidsOf('vg-pool-tpool').vgUuid,
  sequence: 18,
  name: 'pool',
  uuid: uuidsOf('vg-pool-tpool').lvUuid,
  transactionId: 6,
  volumes: ['thin1', 'thin2', 'thin3', 'thin1-snap', 'thin1-snap-of-snap', 'from-golden'].map((name, at) => ({
    name,
    uuid: uuidsOf(`/dev/vg/${name}`).lvUuid,
    thinId: at + 1,
    transactionId: at,
  })),
};

function uuidsOf(word: string): { readonly vgUuid: string; readonly lvUuid: string } {
  const made = recordedDevice(labStack, word).dm?.made;
  if (made?.kind !== 'lvm') throw new Error(`${word} is not LVM's`);
  return made;
}

type Changes = {
  readonly stack?: Stack;
  readonly contents?: PoolContents;
  readonly lvm?: LvmThinPool | null;
  readonly labels?: ReadonlyMap<number, string>;
};

/** That pool explored, with what a test changes. */
export function exploreLab({
  stack = labStack,
  contents = labContents,
  lvm = labLvm,
  labels = new Map(),
}: Changes = {}): ExploredPool {
  const { devNo, identity, name, dm } = labPool;
  const { thins: _, ...head } = contents;
  const explored = {
    pool: { devNo, identity, name, uuid: dm?.uuid ?? '' },
    usage: null,
    contents: head,
    thins: matchClaims({ stack, pool: labPool, contents, lvm, labels }),
    isLvm: true,
    lvm,
  };
  return { ...explored, findings: poolFindings({ pool: labPool, explored }) };
}
