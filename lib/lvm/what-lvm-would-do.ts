import { type FilterVerdict, filterVerdict } from './filter.ts';
import type { LvmConfig, LvmHost } from './lvm-host.ts';
import { FIRST_WITH, knowsScanLvs, lvmVersion } from './lvm-version.ts';
import type { DevicesFileEntry } from './parse-devices-file.ts';

/**
 * What a host's LVM does with a PV that is not the host's own, worked out from its settings, in the order in which LVM
 * asks them: is the device one that LVM looks at (devices file, else scan_lvs and the filters), and may a group that it
 * finds there be activated. Two things activate: udev's events, and commands such as `vgchange -ay` in a boot script.
 * Each of the answers was measured on LVM 2.03.16 (e2e/lab/prevention.long.test.ts).
 */

/** What the PV is on. `layer`: partition map, LUKS, md or multipath, which are no volumes to LVM, whatever is below them. */
export type Door = 'volume' | 'layer' | 'loop';

export type GuestPv = {
  readonly door: Door;
  /** All below /dev, with the kernel's own first. */
  readonly paths: readonly string[];
  /** What a devices file may list it by: UUIDs of device-mapper and md, a loop's file, a disk's WWID. */
  readonly ids: readonly string[];
  readonly groupName: string;
  /** The volume below a loop, which shows the same PV. */
  readonly volumeBelow: GuestPv | null;
};

/** `refused`: LVM sees the PV twice and activates neither. */
export type Outcome = 'activates' | 'staysInactive' | 'refused';

export type Answer = {
  readonly byEvent: Outcome;
  readonly byCommand: Outcome;
  readonly why: Why;
  /** Of what commands see. */
  readonly letInBy: LetInBy | null;
};

/** The setting that decided, for the sentence that says so. */
export type Why =
  | { readonly kind: 'devices-file'; readonly isListed: boolean }
  | { readonly kind: 'scan-lvs' }
  | { readonly kind: 'filter'; readonly setting: 'global_filter' | 'filter'; readonly by: string }
  | { readonly kind: 'volume-list' | 'auto-list' | 'events-off' | 'udev-rule' | 'seen-twice' }
  | { readonly kind: 'nothing' };

/** The pattern that lets it in although there is a filter. */
export type LetInBy = { readonly setting: 'global_filter' | 'filter'; readonly by: string };

/** The host's settings with what a remedy would change. */
export type LvmSettings = Pick<LvmHost, 'devicesFile'> & { readonly config: LvmConfig };

/** Null where a filter is beyond what is understood here. */
export function whatLvmWouldDo(settings: LvmSettings, pv: GuestPv): Answer | null {
  const sight = sightOf(settings, pv, pv.paths);
  if (sight === null) return null;
  const { letInBy } = sight;
  if (!sight.isSeen) return { ...STAYS_INACTIVE, why: sight.why, letInBy };
  const { config } = settings;
  const isBarred = config.volumeList !== null && !isListed(config.volumeList, pv.groupName);
  if (isBarred) return { ...STAYS_INACTIVE, why: { kind: 'volume-list' }, letInBy };
  const event = eventBar(settings, pv);
  if (event === undefined) return null;
  const isTwice = pv.volumeBelow !== null && sightOf(settings, pv.volumeBelow, pv.volumeBelow.paths)?.isSeen;
  return {
    byEvent: event === null ? 'activates' : 'staysInactive',
    byCommand: isTwice ? 'refused' : 'activates',
    why: event ?? (isTwice ? { kind: 'seen-twice' } : sight.why),
    letInBy,
  };
}

const STAYS_INACTIVE = { byEvent: 'staysInactive', byCommand: 'staysInactive' } as const;

/** What keeps udev's events from activating what commands see; null for nothing, undefined where that is not known. */
function eventBar({ config, devicesFile }: LvmSettings, pv: GuestPv): Why | null | undefined {
  const version = lvmVersion(config.version);
  if (config.activatesOnEvents === false) return { kind: 'events-off' };
  const list = config.autoActivationVolumeList;
  if (list !== null && !isListed(list, pv.groupName)) return { kind: 'auto-list' };
  if (version === null) return null;
  if (pv.door === 'volume' && version >= FIRST_WITH.ruleSkippingVolumes) return { kind: 'udev-rule' };
  if (version < FIRST_WITH.scanInUdevRule) return null;
  // While udev's rule runs, the device has no other name yet than the kernel's.
  const sight = sightOf({ config, devicesFile }, pv, pv.paths.slice(0, 1));
  if (sight === null) return undefined;
  return sight.isSeen ? null : sight.why;
}

type Sight = { readonly isSeen: boolean; readonly why: Why; readonly letInBy: LetInBy | null };

function sightOf({ config, devicesFile }: LvmSettings, pv: GuestPv, paths: readonly string[]): Sight | null {
  if (pv.door === 'volume' && !scansVolumes(config))
    return { isSeen: false, why: { kind: 'scan-lvs' }, letInBy: null };
  if (config.usesDevicesFile && devicesFile !== null) {
    const isSeen = devicesFile.some((entry) => isEntryOf(entry, pv));
    return { isSeen, why: { kind: 'devices-file', isListed: isSeen }, letInBy: null };
  }
  let letInBy: LetInBy | null = null;
  for (const setting of ['global_filter', 'filter'] as const) {
    const patterns = setting === 'filter' ? config.filter : config.globalFilter;
    const verdict: FilterVerdict | null = filterVerdict(patterns ?? [], paths);
    if (verdict === null) return null;
    if (!verdict.isLetIn)
      return { isSeen: false, why: { kind: 'filter', setting, by: verdict.by ?? '' }, letInBy: null };
    if (verdict.by !== null && !ANYTHING.test(verdict.by)) letInBy = { setting, by: verdict.by };
  }
  return { isSeen: true, why: { kind: 'nothing' }, letInBy };
}

/** `a|.*|` is what stands for no filter. */
const ANYTHING = /^a(.)\.\*\1$/;

/** Before there was a setting, every volume was looked into. */
export function scansVolumes({ scansVolumes, version }: LvmConfig): boolean {
  const number = lvmVersion(version);
  return scansVolumes ?? (number !== null && !knowsScanLvs(number));
}

/** Whether an entry of the devices file is about this device. A PV UUID alone proves nothing: a snapshot has it too. */
export function isEntryOf(
  { idType, idName }: DevicesFileEntry,
  { ids, paths }: Pick<GuestPv, 'ids' | 'paths'>,
): boolean {
  return idName !== '' && (idType === 'devname' ? paths.includes(idName) : ids.includes(idName));
}

/** `vg`, `vg/lv`; tags are of the volumes, and not known here. */
function isListed(list: readonly string[], groupName: string): boolean {
  return list.some((entry) => entry === groupName || entry.startsWith(`${groupName}/`));
}
