import type { LsblkDevice } from '../block/parse-lsblk.ts';
import { parseDmDeps } from '../dm/parse-deps.ts';
import { type DmInfo, parseDmInfo } from '../dm/parse-info.ts';
import { parseDmInfoLong } from '../dm/parse-info-long.ts';
import { parseDmLs } from '../dm/parse-ls.ts';
import { parseDmTable } from '../dm/parse-table.ts';
import { type DmEvidence, madeUpNumber, UNTOLD } from './dm-evidence.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { readTree, type TreeEvidence } from './read-tree.ts';
import { byName } from './tree-order.ts';

export type Pile = ReadonlyMap<EvidenceKind, readonly Evidence[]>;
/** The mapped devices there are, in the order of the text they are from. */
export type Listed = {
  readonly devices: readonly DmEvidence[];
  readonly from: Evidence;
  readonly isWhole: boolean;
};

export function treeIn(pile: Pile): { readonly tree: TreeEvidence; readonly from: Evidence } | null {
  const read = (pile.get('dmsetup-tree') ?? []).flatMap((from) => {
    const tree = isNone(from) ? null : readTree(from.text);
    return tree ? [{ tree, from }] : [];
  });
  // The one that tells most: uncut, the usual way round.
  return (
    read.find(({ tree }) => !tree.isCut && !tree.isInverted) ??
    read.find(({ tree }) => !tree.isInverted) ??
    read[0] ??
    null
  );
}

export type Tree = ReturnType<typeof treeIn>;

/** The best list of mapped devices that came; null for none. */
export function listedDevices(pile: Pile, tree: Tree, lsblk: readonly LsblkDevice[]): Listed | null {
  for (const from of [
    ...(pile.get('dmsetup-info') ?? []),
    ...(pile.get('dmsetup-tree') ?? []).filter(isNone),
  ]) {
    const devices = isNone(from) ? [] : parseDmInfo(from.text).value.map(ofInfo);
    if (devices.length > 0 || /^No devices found\s*$/.test(from.text))
      return { devices, from, isWhole: true };
  }
  for (const from of pile.get('dmsetup-info-long') ?? []) {
    const devices = parseDmInfoLong(from.text).value.map((info) =>
      ofInfo({ ...info, devNo: info.devNo ?? '0:0' }),
    );
    if (devices.length > 0) return { devices, from, isWhole: false };
  }
  for (const from of pile.get('dmsetup-ls') ?? []) {
    const devices = parseDmLs(from.text).value.map(({ rawName, devNo }) => ({
      ...UNTOLD,
      name: rawName,
      devNo,
    }));
    if (devices.length > 0) return { devices: told(devices, tree), from, isWhole: false };
  }
  if (tree)
    return {
      devices: tree.tree.isInverted ? byName(tree.tree.devices) : tree.tree.devices,
      from: tree.from,
      isWhole: false,
    };
  return fromNames(pile, lsblk);
}

/** What every dmsetup command prints when there is none. */
function isNone({ text }: Evidence): boolean {
  return text.trim() === 'No devices found';
}

function ofInfo(
  info: Pick<
    DmInfo,
    'rawName' | 'devNo' | 'uuid' | 'isSuspended' | 'isReadOnly' | 'openCount' | 'eventNumber'
  >,
): DmEvidence {
  const { rawName, devNo, uuid, isSuspended, isReadOnly, openCount, eventNumber } = info;
  return {
    name: rawName,
    devNo,
    uuid,
    isSuspended,
    isReadOnly,
    openCount,
    eventNumber,
    isInSysfs: null,
    bases: null,
  };
}

/** `dmsetup ls` tells names and numbers; a tree with attributes may tell more. */
function told(devices: readonly DmEvidence[], tree: Tree): readonly DmEvidence[] {
  const known = new Map(tree?.tree.devices.map((device) => [device.name, device]));
  return devices.map((device) => ({ ...(known.get(device.name) ?? device), devNo: device.devNo }));
}

/** Where nothing lists the devices: lsblk shows their numbers, tables only their names. */
function fromNames(pile: Pile, lsblk: readonly LsblkDevice[]): Listed | null {
  const [table] = pile.get('dmsetup-table') ?? pile.get('dmsetup-status') ?? [];
  const [deps] = pile.get('dmsetup-deps') ?? [];
  const mapped = new Map(lsblk.filter(isMapped).map((device) => [device.name, device]));
  const names = table
    ? [...parseDmTable(table.text).value.keys()]
    : deps
      ? [...parseDmDeps(deps.text).value.keys()]
      : [];
  const from =
    table ??
    deps ??
    pile.get('lsblk-json')?.[0] ??
    pile.get('lsblk-pairs')?.[0] ??
    pile.get('lsblk-tree')?.[0];
  const all = names.length > 0 ? names : [...mapped.keys()];
  if (!from || all.length === 0) return null;
  const byKname = new Map(lsblk.map((device) => [device.kname, device.devNo]));
  const devices = all.map((name, index): DmEvidence => {
    const device = mapped.get(name);
    const bases = device?.parentKnames.flatMap((kname) => byKname.get(kname) ?? []) ?? null;
    return {
      ...UNTOLD,
      name,
      devNo: device?.devNo ?? madeUpNumber(index + 1),
      isReadOnly: device?.isReadOnly ?? null,
      bases,
    };
  });
  return { devices, from, isWhole: false };
}

const MAPPED_TYPES = new Set(['lvm', 'crypt', 'mpath', 'dm', 'dmraid', 'vdo', 'stratis']);

export function isMapped(device: LsblkDevice): boolean {
  return MAPPED_TYPES.has(device.type) || /^dm-\d+$/.test(device.kname);
}
