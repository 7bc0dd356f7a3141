import { type DevNo, majorOf, minorOf } from '../block/dev-no.ts';
import type { LsblkDevice } from '../block/parse-lsblk.ts';
import type { Section } from '../capture/capture.ts';
import { mangleName } from '../dm/mangle.ts';
import type { DmEvidence } from './dm-evidence.ts';
import { importedSection } from './imported-section.ts';
import { type Listed, listedDevices, type Pile, type Tree, treeIn } from './listed-devices.ts';
import { MISSING } from './missing.ts';
import type { TreeEvidence } from './read-tree.ts';

/**
 * The sections about mapped devices. The best list of them that came is taken (`dmsetup info` before `ls`, `ls` before the
 * tree, the tree before tables, tables before lsblk), and what they stand on from `deps`, else from the tree; without either
 * the stack derives it from the tables.
 */
export type DmSections = {
  readonly sections: readonly Section[];
  readonly missing: readonly string[];
  readonly numbers: readonly DevNo[];
  /** Devices that are not mapped, as a tree with `-o blkdevname` shows them. */
  readonly others: TreeEvidence['others'];
};

export function dmSections(pile: Pile, lsblk: readonly LsblkDevice[]): DmSections {
  const tree = treeIn(pile);
  const list = listedDevices(pile, tree, lsblk);
  const sections: Section[] = [];
  const missing: string[] = [];
  if (list) {
    sections.push(infoSection(list));
    missing.push(...missingOfList(list));
  }
  for (const kind of [
    'dmsetup-table',
    'dmsetup-status',
    'dmsetup-table-inactive',
    'dmsetup-version',
  ] as const) {
    const [found] = pile.get(kind) ?? [];
    if (found) sections.push(importedSection(kind, found.text, { command: found.command, note: found.path }));
  }
  const [long] = pile.get('dmsetup-info-long') ?? [];
  if (long)
    sections.push(
      importedSection('dmsetup-info-long', long.text, { command: long.command, note: long.path }),
    );
  const deps = depsSection(pile, tree, list);
  if (deps) sections.push(deps);
  missing.push(...missingSections(pile, list, deps, tree));
  const others = tree?.tree.others ?? [];
  return {
    sections,
    missing,
    others,
    numbers: (list?.devices ?? []).flatMap(({ devNo, isInSysfs }) =>
      isInSysfs === false ? [] : (devNo ?? []),
    ),
  };
}

function infoSection({ devices, from, isWhole }: Listed): Section {
  if (isWhole) return importedSection('dmsetup-info', from.text, { command: from.command, note: from.path });
  const records = devices.map((device) => {
    const devNo = device.devNo ?? '0:0';
    const attributes = `L-${device.isSuspended ? 's' : '-'}${device.isReadOnly ? 'r' : 'w'}`;
    const counts = [attributes, device.openCount ?? '', '', device.eventNumber ?? '', device.uuid ?? ''];
    return `${[majorOf(devNo), minorOf(devNo), ...counts, device.name].join('\x1f')}\n`;
  });
  return importedSection('dmsetup-info', records.join(''), {
    command: `read back from ${from.command}`,
    note: from.path,
  });
}

function depsSection(pile: Pile, tree: Tree, list: Listed | null): Section | null {
  const [found] = pile.get('dmsetup-deps') ?? [];
  if (found) return importedSection('dmsetup-deps', found.text, { command: found.command, note: found.path });
  const from = tree?.from ?? list?.from;
  const devices = tree ? joinedByName(tree.tree, list) : (list?.devices ?? []);
  const lines = devices.flatMap(({ name, bases }) => (bases === null ? [] : [depsLine(name, bases)]));
  if (lines.length === 0 || !from) return null;
  return importedSection('dmsetup-deps', lines.join(''), {
    command: `read back from ${from.command}`,
    note: from.path,
  });
}

/** Numbers that a cut line lost are those of the list; a device with a base that stays unknown is left to its table. */
function joinedByName(tree: TreeEvidence, list: Listed | null): readonly DmEvidence[] {
  if (!list || list.devices.some(({ bases }) => bases !== null)) return list?.devices ?? tree.devices;
  const listed = new Map(list.devices.map((device) => [device.name, device.devNo]));
  const meant = new Map<DevNo, DevNo | null>();
  for (const { name, devNo } of tree.devices) {
    if (devNo?.startsWith('0:')) meant.set(devNo, listed.get(name) ?? null);
  }
  return tree.devices.map((device) => {
    const bases = device.bases?.map((base) => (meant.has(base) ? meant.get(base) : base)) ?? null;
    const isKnown = bases?.every(
      (base): base is DevNo => base !== null && base !== undefined && !base.startsWith('0:'),
    );
    return { ...device, bases: isKnown ? (bases as DevNo[]) : null };
  });
}

function depsLine(name: string, bases: readonly DevNo[]): string {
  const listed = bases.map((base) => ` (${base.replace(':', ', ')})`).join('');
  return `${name}: ${bases.length} dependencies\t:${listed}\n`;
}

function missingOfList({ devices, isWhole, from }: Listed): readonly string[] {
  const isRaw =
    /--manglename[ =]none/.test(from.command) || devices.every(({ name }) => mangleName(name) === name);
  const shown = isRaw ? [] : ['names as the kernel has them (some are shown as people write them)'];
  if (isWhole) return shown;
  const lacks = (told: (device: DmEvidence) => unknown) => devices.every((device) => told(device) === null);
  return [
    ...shown,
    ...(devices.some(({ devNo }) => devNo?.startsWith('0:')) ? [MISSING.numbers] : []),
    ...(lacks(({ openCount }) => openCount) ? [MISSING.openCounts] : []),
    ...(lacks(({ uuid }) => uuid) ? [MISSING.uuids] : []),
    ...(lacks(({ isSuspended }) => isSuspended) ? [MISSING.suspended] : []),
    ...(lacks(({ isReadOnly }) => isReadOnly) ? [MISSING.readOnly] : []),
  ];
}

function missingSections(
  pile: Pile,
  list: Listed | null,
  deps: Section | null,
  tree: Tree,
): readonly string[] {
  if (list === null) return ['mapped devices'];
  const isOrdered = deps !== null && !(tree?.tree.isInverted && deps.command.startsWith('read back'));
  return [
    ...(pile.has('dmsetup-table') ? [] : [MISSING.tables]),
    ...(pile.has('dmsetup-status') ? [] : [MISSING.status]),
    ...(pile.has('dmsetup-table-inactive') ? [] : ['inactive tables']),
    ...(pile.has('dmsetup-info-long') ? [] : ['pending removes']),
    ...(isOrdered
      ? []
      : [
          deps === null && !pile.has('dmsetup-table')
            ? 'what stands on what'
            : 'dependencies as the kernel lists them (their order is derived)',
        ]),
    ...(tree?.tree.isCut && deps?.command.startsWith('read back') ? ['the ends of lines that were cut'] : []),
  ];
}
