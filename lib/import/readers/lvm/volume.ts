import type { DevNo } from '../../../block/dev-no.ts';
import type { MappedFacts, Size } from '../../reading.ts';

/** What an output of LVM tells of one logical volume, whichever command printed it. */
export type ToldVolume = {
  readonly vg: string;
  readonly lv: string;
  readonly at: number;
  /** One of LVM's own, which has no link in /dev/vg. */
  readonly isHidden: boolean;
  /** Whether device-mapper has a device of it. */
  readonly presence: 'present' | 'absent' | 'unknown';
  /** The first letter of Attr: `o` origin, `s` snapshot, `t` thin pool …; empty where nothing tells. */
  readonly type: string;
  /** The letter of the kernel's target in Attr; `-` for linear and striped. */
  readonly target: string;
  readonly vgUuid: string;
  readonly uuid: string;
  readonly devNo?: DevNo;
  readonly dm?: MappedFacts;
  readonly isReadOnly?: boolean;
  /** Of its device; LVM's size of a snapshot is that of its changes. */
  readonly size?: Size;
  /** What its segments lie on, `/dev/sda2(0)`; undefined where it is not printed. */
  readonly areas?: readonly string[];
  readonly segmentTypes?: readonly string[];
  readonly health?: string;
  readonly isPartial?: boolean;
  readonly dataPercent?: number;
  readonly metadataPercent?: number;
  readonly snapPercent?: number;
  readonly origin?: string;
  readonly pool?: string;
};

/** A PV as LVM lists it. */
export type ToldPv = {
  readonly at: number;
  /** `/dev/sda2`, or `[unknown]` for one that is missing. */
  readonly path: string;
  readonly vg: string;
  readonly uuid: string;
  readonly isMissing: boolean;
  /** Empty where it is no PV, undefined where the output does not tell. */
  readonly format?: string;
  readonly size?: Size;
  readonly devNo?: DevNo;
};
