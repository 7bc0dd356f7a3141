/**
 * What LVM a device holds, by its own bytes: read and never activated, so it says nothing of what is active. It was so when it was
 * read; a guest changes its disk without its host hearing of it. Names are the guest's.
 */
export type Inside = {
  /** By the host's clock, seconds since 1970. */
  readonly readAtSeconds: number;
  readonly partitionTable: 'gpt' | 'mbr' | null;
  /** On the device itself, or in its partitions. */
  readonly pvs: readonly InsidePv[];
  /** What could not be read, and what is not to be believed. */
  readonly problems: readonly string[];
};

export type InsidePv = {
  /** Null for one on the device itself. */
  readonly partitionNumber: number | null;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  /** Without dashes. */
  readonly uuid: string;
  /** Null for a PV of no group, and where none of its metadata is whole. */
  readonly group: InsideGroup | null;
};

export type InsideGroup = {
  readonly name: string;
  /** Without dashes. */
  readonly uuid: string;
  /** Counts the changes of its metadata; null where that cannot be read. */
  readonly sequence: number | null;
  readonly pvCount: number;
  /** Empty for none: a host activates only groups with its own, or without. */
  readonly systemId: string;
  /** `autoactivation` of its flags: false where the group itself forbids it. */
  readonly allowsAutoActivation: boolean;
  /** Volumes of a group with this UUID are active on the host: these, or those of a copy of it. */
  readonly isActive: boolean;
  /** Of those that are of use by themselves. */
  readonly volumeCount: number;
  /** The first of them. */
  readonly volumes: readonly InsideVolume[];
};

export type InsideVolume = {
  readonly name: string;
  readonly type: string;
  /** Null where its metadata cannot be read. */
  readonly sizeBytes: number | null;
};

/** As the device alone tells it: what is active, the stack tells. */
export type InsideAsRead = Omit<Inside, 'pvs'> & { readonly pvs: readonly PvAsRead[] };
export type PvAsRead = Omit<InsidePv, 'group'> & { readonly group: GroupAsRead | null };
export type GroupAsRead = Omit<InsideGroup, 'isActive'>;
