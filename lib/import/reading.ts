import type { DevNo } from '../block/dev-no.ts';
import type { MissingPv, ReportedHealth } from '../block/reported-health.ts';

/**
 * What one output of a command tells, and of which devices it tells it. A fact that an output does not tell is left out, never empty or
 * zero; one that it tells to be none is there and empty. The outputs are joined fact by fact in join-readings.ts.
 */

/** A line that was given, and its number in what was given, from 1. */
export type GivenLine = { readonly text: string; readonly at: number };

/** What one command printed: no quoting, prompt, fence, entity or terminal escape is left in it. */
export type Output = {
  /** As typed, without sudo and the program's folder: `dmsetup table vg-lv`. Empty where nothing tells. */
  readonly command: string;
  /** The file that it was in; empty for a paste. */
  readonly path: string;
  /** Blank lines too, where they separate something. */
  readonly lines: readonly GivenLine[];
};

/** Everything by which an output names a device; at least one of these. */
export type DeviceRef = {
  readonly devNo?: DevNo;
  /** Of the kernel: `sda1`, `dm-3`. */
  readonly kname?: string;
  /** Of device-mapper, as it was printed. */
  readonly dmName?: string;
  readonly dmUuid?: string;
  /** Another name below /dev, without `/dev/`: `vg/lv`, `disk/by-id/…`. `/dev/sda` is a kname, `/dev/mapper/x` a dmName. */
  readonly path?: string;
};

export type Size = { readonly bytes: number; readonly isRounded: boolean };

/** What an output tells of one device. One device may come more than once: `lsblk` repeats shared ones. */
export type DeviceFacts = {
  readonly ref: DeviceRef;
  /** Number of the first line that tells it. */
  readonly at: number;
  /** lsblk's TYPE: `disk`, `part`, `lvm`, `crypt`, `mpath`, `raid1`, `loop`, `dm`, `rom` … */
  readonly type?: string;
  readonly size?: Size;
  readonly isReadOnly?: boolean;
  readonly partition?: { readonly number: number; readonly startSector?: number };
  readonly content?: { readonly type: string; readonly label?: string; readonly uuid?: string };
  readonly hardware?: { readonly model?: string; readonly serial?: string; readonly wwn?: string };
  readonly dm?: MappedFacts;
  /** Lines of `dmsetup table` without the name, `0 2048 linear 8:2 0`; empty for a device without a table. Keys are masked. */
  readonly table?: readonly string[];
  readonly inactiveTable?: readonly string[];
  readonly status?: readonly string[];
  /** All places where it is mounted, as far as this output shows mounts; `[]` where it shows that it is mounted nowhere. */
  readonly mounts?: readonly MountFacts[];
  readonly swap?: SwapFacts | 'none';
  readonly loop?: LoopFacts;
  readonly array?: ArrayFacts;
  readonly health?: ReportedHealth;
  /** All that it stands on, as this output shows it. */
  readonly bases?: readonly DeviceRef[];
  /** All that stands on it. */
  readonly holders?: readonly DeviceRef[];
};

/** Of a mapped device, from `dmsetup info` in any form, `ls` and `ls --tree`. */
export type MappedFacts = {
  readonly openCount?: number;
  readonly eventNumber?: number;
  readonly segmentCount?: number;
  readonly isSuspended?: boolean;
  readonly isReadOnly?: boolean;
  readonly hasLiveTable?: boolean;
  readonly hasInactiveTable?: boolean;
  readonly isDeferredRemove?: boolean;
  /** `false`: the kernel has no name for it, since it never had a table (Linux 5.15). */
  readonly hasKname?: boolean;
};

export type MountFacts = {
  readonly mountPoint: string;
  readonly fsType?: string;
  readonly isReadOnly?: boolean;
  /** Subvolume or bind source. */
  readonly root?: string;
};

/** Of a swap partition, or of a file that is swapped on. */
export type SwapFacts = {
  readonly file?: string;
  readonly priority?: number;
  readonly usedBytes?: number;
};

export type LoopFacts = {
  readonly file: string;
  readonly isDeleted: boolean;
  readonly offsetBytes?: number;
  readonly sizeLimitBytes?: number;
  readonly isAutoclear?: boolean;
};

export type ArrayFacts = {
  readonly level?: string;
  /** As md says: `active`, `inactive`, `clean, degraded` … */
  readonly state?: string;
  readonly uuid?: string;
  readonly totalDisks?: number;
  readonly workingDisks?: number;
  /** `recovery = 8.5% …` */
  readonly activity?: string;
  /** Members with their slot; the flags of /proc/mdstat, `F` `S` `W` `J` `R`. */
  readonly members?: readonly { readonly ref: DeviceRef; readonly slot?: number; readonly flags: string }[];
};

/**
 * Which lists are whole: that what is not in this output is not there. `mapped`: every mapped device; `block`: every block device with all
 * edges between them; `mounts`, `swaps`, `loops`, `arrays`: every one; `tables`, `statuses`, `inactive-tables`, `deps`: of every mapped device.
 * Nothing that was named on the command line, filtered, grepped or cut is whole.
 */
export type WholeList = (typeof WHOLE_LISTS)[number];

export const WHOLE_LISTS = [
  'mapped',
  'block',
  'mounts',
  'swaps',
  'loops',
  'arrays',
  'tables',
  'inactive-tables',
  'statuses',
  'deps',
] as const;

export type ReadingKind =
  | 'lsblk'
  | 'dmsetup-info'
  | 'dmsetup-table'
  | 'dmsetup-table-inactive'
  | 'dmsetup-status'
  | 'dmsetup-deps'
  | 'dmsetup-ls'
  | 'dmsetup-tree'
  | 'lvm-report'
  | 'lvm-display'
  | 'lvm-backup'
  | 'multipath'
  | 'losetup'
  | 'findmnt'
  | 'mount'
  | 'mountinfo'
  | 'df'
  | 'swaps'
  | 'mdstat'
  | 'mdadm'
  | 'cryptsetup'
  | 'blkid'
  | 'bcache'
  | 'dev-listing'
  | 'holders'
  | 'partitions';

export type Reading = {
  readonly kind: ReadingKind;
  /** The command, or what it must have been where nothing tells: `lsblk`. */
  readonly command: string;
  readonly path: string;
  readonly devices: readonly DeviceFacts[];
  readonly missingPvs?: readonly MissingPv[];
  readonly whole: readonly WholeList[];
  /** Lines that were not understood, each with why in a few words. All others were used. */
  readonly ignored: readonly IgnoredLine[];
};

export type IgnoredLine = GivenLine & { readonly why: string };

/** Null: it is no such output. Total: never throws, whatever the text. */
export type ReadOutput = (output: Output) => Reading | null;

/** How to know an output of a kind. */
export type Reader = {
  readonly kind: ReadingKind;
  /** Of the command as typed, where it is known. */
  readonly isCommand: (command: string) => boolean;
  /** Whether lines without a command are of this kind: strict, since prose is no output. */
  readonly looksLike: (lines: readonly GivenLine[]) => boolean;
  readonly read: ReadOutput;
};
