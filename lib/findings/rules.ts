import type { Rule } from './finding.ts';
import { arrayDegraded } from './rules/array-degraded.ts';
import { componentActivated } from './rules/component-activated.ts';
import { cutOff } from './rules/cut-off.ts';
import { deferredRemove } from './rules/deferred-remove.ts';
import { guestGroupMayActivate } from './rules/guest-group-may-activate.ts';
import { guestGroupOnDisk } from './rules/guest-group-on-disk.ts';
import { guestGroupOnSnapshot } from './rules/guest-group-on-snapshot.ts';
import { inactiveTable } from './rules/inactive-table.ts';
import { layerFailed } from './rules/layer-failed.ts';
import { loopLeft } from './rules/loop-left.ts';
import { luksLeftOpen } from './rules/luks-left-open.ts';
import { lvmResidue } from './rules/lvm-residue.ts';
import { missingDevice } from './rules/missing-device.ts';
import { missingPv } from './rules/missing-pv.ts';
import { nbdLeft } from './rules/nbd-left.ts';
import { pathsFailed } from './rules/paths-failed.ts';
import { sameNameTwice } from './rules/same-name-twice.ts';
import { samePvTwice } from './rules/same-pv-twice.ts';
import { snapshotFull } from './rules/snapshot-full.ts';
import { snapshotMerging } from './rules/snapshot-merging.ts';
import { strayPartitionMaps } from './rules/stray-partition-maps.ts';
import { suspended } from './rules/suspended.ts';
import { thinPoolFull } from './rules/thin-pool-full.ts';
import { trackedSplit } from './rules/tracked-split.ts';
import { twinInGuest } from './rules/twin-in-guest.ts';
import { udevCookies } from './rules/udev-cookies.ts';

/**
 * Every rule, what hangs or loses data first. To teach dmscope another: a file in rules/, a line here, and a folder in
 * e2e/cases/.
 */
export const rules: readonly Rule[] = [
  suspended,
  udevCookies,
  guestGroupOnSnapshot,
  guestGroupOnDisk,
  cutOff,
  missingDevice,
  missingPv,
  pathsFailed,
  thinPoolFull,
  snapshotFull,
  arrayDegraded,
  layerFailed,
  strayPartitionMaps,
  luksLeftOpen,
  loopLeft,
  nbdLeft,
  lvmResidue,
  snapshotMerging,
  trackedSplit,
  componentActivated,
  guestGroupMayActivate,
  samePvTwice,
  sameNameTwice,
  twinInGuest,
  inactiveTable,
  deferredRemove,
];
