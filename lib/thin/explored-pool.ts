import type { DevNo } from '../block/dev-no.ts';
import type { ThinPoolUsage } from '../dm/targets/thin-pool-status.ts';
import type { Finding } from '../findings/finding.ts';
import type { PoolContents, ThinContents } from './pool-contents.ts';

/** A pool's contents, with who claims what of them, and what is wrong with that. */
export type ExploredPool = {
  readonly pool: {
    readonly devNo: DevNo;
    /** The stack's. */
    readonly identity: string;
    /** As dmsetup has it. */
    readonly name: string;
    /** Device-mapper's; empty for a pool that was made without one. */
    readonly uuid: string;
  };
  /** As `dmsetup status` told it when the contents had been read; null when it did not. */
  readonly usage: ThinPoolUsage | null;
  /** Its thins are in `thins`: there may be very many. */
  readonly contents: Omit<PoolContents, 'thins'>;
  /** By ID: those of the pool, and those that are claimed of it though it does not have them. */
  readonly thins: readonly ExploredThin[];
  /** Whether LVM made it, by its UUID. */
  readonly isLvm: boolean;
  /** What LVM's metadata has of it; null for a pool that is not LVM's, and for one whose metadata was not found. */
  readonly lvm: LvmThinPool | null;
  /** Worst first. */
  readonly findings: readonly Finding[];
};

export type ExploredThin = {
  readonly thinId: number;
  /** Null: the pool does not have it. */
  readonly contents: ThinContents | null;
  readonly claims: readonly ThinClaim[];
  /** What an operator called it; null for nothing. */
  readonly label: string | null;
};

/** Somebody's name for a thin ID. */
export type ThinClaim =
  | { readonly kind: 'device'; readonly devNo: DevNo; readonly name: string; readonly uuid: string }
  | {
      readonly kind: 'volume';
      readonly name: string;
      readonly uuid: string;
      readonly transactionId: number | null;
    };

/** A pool as its volume group's metadata describes it. UUIDs are without dashes. */
export type LvmThinPool = {
  readonly groupName: string;
  readonly groupUuid: string;
  /** LVM's seqno of the metadata that this was read from. */
  readonly sequence: number;
  readonly name: string;
  readonly uuid: string;
  /** Null where the metadata does not tell. */
  readonly transactionId: number | null;
  readonly volumes: readonly LvmThinVolume[];
};

export type LvmThinVolume = {
  readonly name: string;
  readonly uuid: string;
  readonly thinId: number;
  readonly transactionId: number | null;
};
