import { lvmNames } from '../../stack/describe.ts';
import { holdersOf } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { openCountOf, tableLines, uuidOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { isByHand, lonePart, lvmPart } from '../lvm-parts.ts';
import type { Survey } from '../survey.ts';
import { nameOf, partOf } from '../words.ts';

/**
 * Parts of an LVM volume that stayed when the volume went: a snapshot's store, a mirror's leg, a pool's metadata. Nothing
 * stands on them, and LVM itself never leaves them so. What is a part is told by the layer in the UUID, and where LVM
 * puts none there (images of mirrors and arrays, pvmove) by names that it lets nobody else use. Components that may have
 * been activated by hand have a rule of their own.
 */
export const lvmResidue: Rule = {
  name: 'lvm-residue',
  find: (survey) =>
    survey.stack.devices.flatMap((device) => {
      const part = partWords(device, survey);
      return part === null ? [] : [draftOf(device, part)];
    }),
};

/** Layers LVM writes behind the UUID (build_dm_uuid) of devices that only exist under another and are no volumes. */
const LAYERS = new Map([
  ['real', 'origin of a snapshot'],
  ['cow', "snapshot's copy-on-write store"],
  ['cdata', "cache's data"],
  ['cmeta', "cache's metadata"],
  ['cvol', "cache's volume"],
  ['imeta', "checksummed image's checksums"],
  ['vpool', 'VDO pool'],
]);

function partWords(device: Device, survey: Survey): string | null {
  const { made } = device.dm ?? {};
  if (made?.kind !== 'lvm') return null;
  if (lvmPart(device) !== null) {
    const part = lonePart(device, survey);
    return part && !isByHand(device, part) ? part.words : null;
  }
  if (holdersOf(survey.index, device.devNo).length > 0 || survey.isInUse(device.devNo)) return null;
  if (made.layer.startsWith('missing_')) return 'stand-in for a missing PV';
  if (made.layer !== '') return LAYERS.get(made.layer) ?? null;
  return /^pvmove\d+$/.test(lvmNames(device)?.lvName ?? '') ? 'temporary volume of pvmove' : null;
}

function draftOf(device: Device, part: string): Draft {
  return {
    cause: [device.identity],
    severity: 'warning',
    title: `${nameOf(device)} (${part}) is left without its volume`,
    devices: [partOf(device, part)],
    evidence: [...tableLines([device]), uuidOf(device), ...openCountOf(device)],
    consequence:
      'LVM does not know that it is active: the volume it belongs to cannot be activated again, or the devices below it cannot be removed, until it is removed.',
    intent: { kind: 'remove', device: { identity: device.identity, devNo: device.devNo } },
  };
}
