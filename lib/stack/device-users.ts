/** Who uses a device – processes, the kernel itself – and what of that a capture cannot tell. Plain data, as all of the stack. */

export type Process = {
  readonly pid: number;
  /** As the kernel has it, at most 15 bytes; empty where the capture does not tell. */
  readonly command: string;
  /** The virtual machine or container it belongs to, as far as /proc tells. */
  readonly workload: Workload | null;
};

/** `name` of a container is its id where nothing else is known. */
export type Workload = { readonly kind: 'vm' | 'container'; readonly name: string };

/** `ways` beside descriptors, which `fdCount` counts; left out where there are none. */
export type Opener = Process & { readonly fdCount: number; readonly ways?: readonly OpenWay[] };

/**
 * `mapping`: in its memory, the descriptor may be closed. `detached-file`: it has a file, or its working directory, on the
 * device's file system, which is mounted nowhere any more. `io-uring`: it registered a file of this name.
 */
export type OpenWay = 'mapping' | 'detached-file' | 'io-uring';

export type KernelUser =
  /** Its superblock lives, as long as anything uses it. */
  | { readonly kind: 'file-system'; readonly type: string }
  /** One device of several; `mountPoint` is empty where that is not known. */
  | { readonly kind: 'member'; readonly type: string; readonly id: string; readonly mountPoint: string }
  /** Journal or log of a file system on another device. */
  | { readonly kind: 'journal'; readonly mountPoint: string }
  /** Registered as a cache or to be cached. */
  | { readonly kind: 'bcache' }
  /** Exported by the kernel itself (iSCSI, NVMe). */
  | { readonly kind: 'target' }
  /** Of this mapped device, a table that is loaded and not live, and that alone, stands on it. */
  | { readonly kind: 'inactive-table'; readonly holder: string };

/** A process in uninterruptible sleep when it was looked at, and the kernel function it sleeps in where that is told. */
export type StuckProcess = Process & { readonly waitsIn: string | null };

export type UserSource =
  | 'open-count'
  | 'holders'
  | 'mounts'
  | 'other-mounts'
  | 'swaps'
  | 'live-file-systems'
  | 'loops'
  | 'open-files'
  | 'mapped-files';

/** `own`: read without root or inside a container, so that only a part of the processes is seen. `note`: why it failed, if told. */
export type UserSourceGap = {
  readonly source: UserSource;
  readonly why: 'absent' | 'late' | 'failed' | 'own';
  readonly note: string;
};

/**
 * `sizeBytes` of what it uses, which is all that is known of it; null where not even that. `socket`: descriptors that were sent to the
 * process that `name` is the number of, and not received yet.
 */
export type UnidentifiedUser = {
  readonly kind: 'loop' | 'swap' | 'socket';
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number | null;
};
