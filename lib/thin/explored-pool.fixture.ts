import type { ExploredPool, ExploredThin } from './explored-pool.ts';

type ThinTold = {
  /** Empty where unclaimed. */
  readonly name: string;
  readonly mapped: number;
  readonly exclusive: number | null;
  /** Thin ID and blocks. */
  readonly shares: readonly (readonly [number, number])[];
};

export function thinFixture(thinId: number, { name, mapped, exclusive, shares }: ThinTold): ExploredThin {
  return {
    thinId,
    contents: {
      thinId,
      mappedBlocks: mapped,
      exclusiveBlocks: exclusive,
      transactionId: thinId + 1,
      createdTime: thinId,
      snapshotTime: thinId,
      sharesWith: shares.map(([other, blocks]) => ({ thinId: other, blocks })),
      hasMoreSharing: false,
    },
    claims: name === '' ? [] : [{ kind: 'device', devNo: `254:${thinId + 10}`, name, uuid: '' }],
    label: null,
  };
}

/** A pool of 64 KiB blocks with these volumes. */
export function explorePoolFixture(thins: readonly ExploredThin[]): ExploredPool {
  return {
    pool: { devNo: '254:2', identity: 'dm-name:vg-pool-tpool', name: 'vg-pool-tpool', uuid: '' },
    contents: {
      transactionId: 9,
      time: 4,
      blockSizeBytes: 65536,
      dataBlockCount: 100_000,
      problems: [],
    },
    thins,
    usage: null,
    isLvm: false,
    lvm: null,
    findings: [],
  };
}
