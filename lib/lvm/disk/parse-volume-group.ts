import type { Understood } from '../../dm/target-type.ts';
import { type ConfigSection, isSection, parseConfigTree } from '../config-tree.ts';
import { checkGroup } from './check-group.ts';
import { createDamageBook, type Damage } from './damage.ts';
import { readStatus } from './group-status.ts';
import { readListedPv } from './read-listed-pv.ts';
import { readVolume, TIME } from './read-volume.ts';
import {
  inBytes,
  numberIn,
  type OpenSection,
  openSection,
  othersIn,
  reportIn,
  sectionsIn,
  textIn,
  uuidIn,
} from './section-reader.ts';
import type { LvmGroup } from './volume-group.ts';

/**
 * The group that a metadata text describes (lib/format_text/import_vsn1.c of LVM 2.03.16). A text that has no group, or is not in
 * LVM's notation, has a reason; whatever else cannot be read is damage of the group, the PV or the volume that it is of.
 */
export function parseVolumeGroup(text: string): Understood<LvmGroup> {
  const tree = parseConfigTree(text);
  if (!tree.ok) return tree;
  const entry = tree.value.entries.find(({ value }) => isSection(value));
  if (!entry || !isSection(entry.value)) return { ok: false, reason: 'it describes no volume group' };
  const book = createDamageBook();
  const damage: Damage[] = [];
  const report: OpenSection['report'] = (found) => book.report(damage, found);
  const written = readRoot(tree.value, report);
  const open = openSection(entry.value, { path: '', at: entry.at, report });
  const head = headOf(open);
  const pvs = sectionsIn(open, 'physical_volumes', true).map((each) => readListedPv(each, book));
  const keys = new Set(pvs.map(({ pv }) => pv.key));
  const volumes = sectionsIn(open, 'logical_volumes').map((each) => readVolume(each, { book, pvs: keys }));
  readRemoved(open);
  othersIn(open);
  checkGroup(pvs, volumes);
  book.finish(text);
  const group = { name: entry.key, ...head, ...written, damage };
  return {
    ok: true,
    value: { ...group, pvs: pvs.map(({ pv }) => pv), volumes: volumes.map(({ volume }) => volume) },
  };
}

/** What stands beside the group: what the text is, and who wrote it when. */
function readRoot(root: ConfigSection, report: OpenSection['report']) {
  const open = openSection(root, { path: '', at: 0, report });
  const contents = textIn(open, 'contents', true);
  if (contents !== '' && contents !== 'Text Format Volume Group')
    reportIn(open, 'contents', `is "${contents}"`);
  numberIn(open, 'version', { min: 1, max: 1, isRequired: true });
  textIn(open, 'description');
  const groups = root.entries.filter(({ value }) => isSection(value));
  for (const { key, at } of groups.slice(1))
    report({ at, key, reason: 'is a second group, which LVM ignores' });
  const written = {
    writtenOn: textIn(open, 'creation_host'),
    timeSeconds: numberIn(open, 'creation_time', TIME),
  };
  othersIn(open);
  return written;
}

function headOf(open: OpenSection) {
  const uuid = uuidIn(open, 'id');
  const sequence = numberIn(open, 'seqno', { isRequired: true });
  const status = readStatus(open, 'group');
  const extentSectors = numberIn(open, 'extent_size', { isRequired: true, min: 1 });
  for (const key of ['max_lv', 'max_pv']) numberIn(open, key, { isRequired: true });
  numberIn(open, 'metadata_copies');
  for (const key of ['format', 'lock_type', 'lock_args', 'allocation_policy', 'profile']) textIn(open, key);
  const systemId = textIn(open, 'system_id');
  return { uuid, ...status, sequence, systemId, extentSizeBytes: inBytes(extentSectors) };
}

/** Volumes that are no more, of which LVM keeps the times. */
function readRemoved(open: OpenSection): void {
  for (const { key, at, value } of sectionsIn(open, 'historical_logical_volumes')) {
    if (!isSection(value)) continue;
    const path = `historical_logical_volumes/${key}`;
    const removed = openSection(value, { path, at, report: open.report });
    for (const time of ['creation_time', 'removal_time']) numberIn(removed, time, TIME);
    othersIn(removed);
  }
}
