import type { DevNo } from '../block/dev-no.ts';
import type { UdevCookie } from '../block/parse-udev-cookies.ts';
import type { MissingPv, ReportedHealth } from '../block/reported-health.ts';
import type { Segment } from '../dm/target-type.ts';
import type { DmUuid } from '../dm/uuid.ts';
import type { OriginOfCapture } from '../import/origin.ts';
import type { Inside } from '../lvm/inside.ts';
import type { LvmHost } from '../lvm/lvm-host.ts';
import type { Problem } from '../problem.ts';
import type {
  KernelUser,
  Opener,
  Process,
  StuckProcess,
  UnidentifiedUser,
  UserSourceGap,
} from './device-users.ts';

/**
 * The stack is one directed acyclic graph of every block device of a host, holder → base. A device is stored once;
 * each tree is an unfolding. It is plain data: it goes over the wire, into `dmscope stack --json`, and into the
 * browser as it is.
 */

/** What a node is to the kernel. `missing`: a table names it, the host does not have it. */
export type DeviceKind =
  | 'dm'
  | 'disk'
  | 'partition'
  | 'md'
  | 'loop'
  | 'nbd'
  | 'bcache'
  | 'zram'
  | 'missing'
  | 'other';

/** How a holder comes to stand on its base. Device-mapper's own edges are `table`; the rest dmsetup cannot show. */
export type EdgeKind =
  | 'table'
  | 'partition'
  | 'md'
  | 'loop'
  | 'loop-file'
  | 'nbd'
  | 'nbd-file'
  | 'bcache'
  | 'other';

export type Edge = {
  readonly base: DevNo;
  readonly kind: EdgeKind;
  /** Parts the base plays for its holder, such as `cow`; from the table, in its order, without repeats. */
  readonly roles: readonly string[];
  /** For `loop-file` and `nbd-file`, the file between the two; otherwise null. */
  readonly file: string | null;
};

/** A table line and, where `dmsetup status` has answered, its status arguments. */
export type LiveSegment = Segment & { readonly status: string | null };

export type MappedDevice = {
  /** As the kernel has it: with LVM's and libdevmapper's `\xNN` mangling. */
  readonly rawName: string;
  /** Empty for none. */
  readonly uuid: string;
  /** Left out where it is known, or known to be none. */
  readonly isUuidKnown?: false;
  /** lsblk's TYPE, which it takes from the UUID: `crypt`, `lvm`, `mpath`, `part`. Left out where the UUID is known. */
  readonly listedType?: string;
  readonly made: DmUuid;
  /** Null, here and in the three below, where the capture does not tell. */
  readonly isSuspended: boolean | null;
  readonly isReadOnly: boolean | null;
  readonly hasLiveTable: boolean | null;
  readonly hasInactiveTable: boolean | null;
  /** `dmsetup remove --deferred` is pending; null where no section tells. */
  readonly isDeferredRemove: boolean | null;
  readonly openCount: number | null;
  readonly eventNumber: number | null;
  /** Where only a status came, without the table, the arguments are empty; see `isTableKnown`. */
  readonly segments: readonly LiveSegment[];
  /** Left out where it is known. */
  readonly isTableKnown?: false;
  readonly inactiveSegments: readonly Segment[];
};

export type Mount = {
  readonly mountPoint: string;
  readonly fsType: string;
  readonly isReadOnly: boolean;
  /** Subvolume or bind source within the file system; `/` for all of it. */
  readonly root: string;
  /** A process in the mount namespace that sees it; null for the collector's own. */
  readonly namespacePid: number | null;
  /** A process in each other mount namespace that has the same thing mounted at the same place. */
  readonly alsoSeenByPids: readonly number[];
  /** The process of `namespacePid`, where the capture tells what it is. */
  readonly namespaceProcess: Process | null;
};

export type Device = {
  readonly devNo: DevNo;
  /** `dm-3`, `sda1`; null for a missing device. */
  readonly kname: string | null;
  /** What to call it: the unmangled device-mapper name, else the kernel's name, else the device number. */
  readonly name: string;
  readonly kind: DeviceKind;
  /** Stable across snapshots: `dm:<uuid>`, `md:<uuid>`, `wwn:…`, `partuuid:…`, `dm-name:…`, else `name:…`. */
  readonly identity: string;
  readonly sizeBytes: number | null;
  /** Null where the capture does not tell. */
  readonly isReadOnly: boolean | null;
  readonly dm: MappedDevice | null;
  readonly partition: { readonly number: number; readonly startSector: number } | null;
  readonly md: MdArray | null;
  readonly loop: LoopBinding | null;
  readonly nbd: NbdConnection | null;
  readonly fileSystem: { readonly type: string; readonly label: string; readonly uuid: string } | null;
  readonly mounts: readonly Mount[];
  readonly swap: { readonly priority: number; readonly usedBytes: number } | null;
  /** Files of its file system that are swapped on. */
  readonly swapFiles: readonly string[];
  /** What in the kernel has it beside mounts, swap and holders; also of a file system that is mounted where nobody sees it. */
  readonly kernelUsers: readonly KernelUser[];
  /** Who has it open; null where the capture does not tell, as for processes of others without root. */
  readonly openedBy: readonly Opener[] | null;
  /**
   * Of a mapped device: how many of its opens neither devices, mounts, swap nor `openedBy` account for. A fraction of the
   * truth at worst, never more. Null for what has no open count.
   */
  readonly unexplainedOpens: number | null;
  /** Other names under /dev, without `/dev/`, sorted. */
  readonly links: readonly string[];
  readonly hardware: { readonly model: string; readonly serial: string; readonly wwn: string } | null;
  /** What LVM it holds by its own bytes, active or not; left out where nobody looked, or there is none. */
  readonly inside?: Inside;
  /** Left out where neither multipath nor LVM was asked; no collector asks them. */
  readonly reportedHealth?: ReportedHealth;
  /** What it stands on, in the order `dmsetup deps` prints, then edges dmsetup cannot show. */
  readonly bases: readonly Edge[];
};

export type MdArray = {
  readonly level: string;
  readonly state: string;
  readonly uuid: string | null;
  readonly totalDisks: number | null;
  readonly degradedDisks: number | null;
  /** `resync = 12.6 %` as /proc/mdstat tells it; null when idle. */
  readonly activity: string | null;
};

export type NbdConnection = {
  /** /sys/block/nbdN/pid, a thread's id; null when it is not connected. */
  readonly pid: number | null;
  /** The process that serves it, none where its connection has no process any more; null where the capture does not tell. */
  readonly serverPids: readonly number[] | null;
  readonly files: readonly string[];
};

export type LoopBinding = {
  readonly file: string;
  readonly isDeleted: boolean;
  readonly offsetBytes: number;
  readonly sizeLimitBytes: number;
  readonly isAutoclear: boolean;
};

export type Host = {
  readonly name: string;
  readonly kernel: string;
  readonly dmVersion: string;
  /** Of dmsetup, with its date, `1.02.185 (2022-05-18)`: LVM is released together with it. Empty when not known. */
  readonly dmLibraryVersion: string;
  /** By the host's clock, seconds since 1970. */
  readonly timeSeconds: number;
  /** Which of the tools that a plan may need are installed; null where the capture does not tell. */
  readonly tools: readonly string[] | null;
  /** Null where the capture does not tell. */
  readonly stuckProcesses: readonly StuckProcess[] | null;
  /** Null where the capture does not tell. */
  readonly udevCookies: readonly UdevCookie[] | null;
  /** Null where the capture does not tell. */
  readonly lvm: LvmHost | null;
  /** Physical volumes that LVM said are missing; left out where it said of none. */
  readonly missingPvs?: readonly MissingPv[];
  /** Sources of users that were not read, or not whole: what they would show is not known. See user-sources.ts. */
  readonly userSourceGaps: readonly UserSourceGap[];
  /** Loops and swaps over a device node that could not be identified, and descriptors that are on their way. */
  readonly unidentifiedUsers: readonly UnidentifiedUser[];
  /** What it was put together from, and what that does not tell; null for what a collector took. */
  readonly origin: OriginOfCapture | null;
};

export type Stack = {
  readonly schema: 'dmscope.stack/1';
  readonly host: Host;
  /** Device-mapper's in the order the kernel lists them, then the others by kernel name. */
  readonly devices: readonly Device[];
  readonly problems: readonly Problem[];
};
