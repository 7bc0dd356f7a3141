import { fileOf, openCountOf, openersOn, signatureOf, tableLines, uuidOf } from './evidence.ts';
import type { Draft, Intent, Severity } from './finding.ts';
import type { LeftOver } from './left-over.ts';
import { isOpen } from './openers.ts';
import type { Survey } from './survey.ts';
import { allAbove } from './walk.ts';
import { layerWord, nameOf, partOf } from './words.ts';

/** What the rules on left-over layers have in common: only the title is each one's own. */
export function leftOverDraft(leftOver: LeftOver, survey: Survey, title: string): Draft {
  const { device, layers, disk } = leftOver;
  const above = new Set(layers.flatMap((layer) => allAbove(survey.index, layer.devNo)));
  const way = disk?.way ?? [];
  return {
    cause: layers.map(({ identity }) => identity),
    severity: severityOf(leftOver),
    title,
    devices: [
      ...[...above].map((each) => partOf(each, 'holder')),
      ...layers.map((each) => partOf(each, layerWord(each))),
      ...way.filter((each) => !layers.includes(each)).map((each) => partOf(each, layerWord(each))),
      ...(disk ? [partOf(disk.carrier, DISK_WORDS[disk.kind])] : []),
    ],
    evidence: [
      ...tableLines(layers),
      ...layers.slice(0, 1).flatMap((each) => (each.dm ? [uuidOf(each)] : [])),
      ...layers.slice(0, 6).flatMap(openCountOf),
      ...fileOf(device),
      ...signatureOf(device),
      ...(disk && isOpen(disk.carrier) ? [...openCountOf(disk.carrier), ...openersOn(disk.carrier)] : []),
    ],
    consequence: consequenceOf(leftOver),
    intent: intentOf(leftOver, survey),
  };
}

const DISK_WORDS = { snapshot: 'snapshot', volume: 'the volume below', image: 'disk image' } as const;

/** On a snapshot it stops a backup; on the disk of a guest that runs it invites a second writer. */
function severityOf({ disk, device }: LeftOver): Severity {
  if (disk?.kind === 'snapshot' || device.loop?.isDeleted) return 'warning';
  return disk && isOpen(disk.carrier) ? 'warning' : 'notice';
}

function consequenceOf({ disk, device, kind }: LeftOver): string {
  if (device.loop?.isDeleted) return 'The space of the deleted file is not freed until the loop is detached.';
  if (!disk) {
    return kind === 'maps'
      ? `${nameOf(device)} cannot be removed while they are there.`
      : 'Its file or server cannot be moved, and counts as in use, while it is attached.';
  }
  const name = nameOf(disk.carrier);
  if (disk.kind === 'snapshot') {
    return `lvremove of ${name} fails while it is open, so backups that wait for it stop.`;
  }
  return isOpen(disk.carrier)
    ? `Something else has ${name} open, probably its guest: whatever is mounted or written through this layer destroys data there.`
    : `${name} cannot be removed or deactivated while it is open.`;
}

/** Freeing the device below is right for partition maps unless something else stands on it. */
function intentOf({ kind, device, layers }: LeftOver, survey: Survey): Intent | null {
  const target = { identity: device.identity, devNo: device.devNo };
  if (kind !== 'maps') return { kind: 'remove', device: target };
  const holders = survey.index.holders.get(device.devNo) ?? [];
  return holders.every(({ holder }) => layers.includes(holder)) ? { kind: 'free', device: target } : null;
}
