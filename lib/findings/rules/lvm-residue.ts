import { lvmNames } from '../../stack/describe.ts';
import { holdersOf } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { openCountOf, tableLines, uuidOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { Survey } from '../survey.ts';
import { groupUuidOf } from '../volume-groups.ts';
import { nameOf, partOf } from '../words.ts';

/**
 * Parts of an LVM volume that stayed when the volume went: a snapshot's store, a mirror's leg, a pool's metadata. Nothing
 * stands on them, and LVM itself never leaves them so. What is a part is told by the layer in the UUID, and where LVM
 * puts none there (images of mirrors and arrays, pvmove) by names that it lets nobody else use.
 */
export const lvmResidue: Rule = {
  name: 'lvm-residue',
  find: (survey) => {
    const residue = survey.stack.devices.flatMap((device) => {
      const part = partWords(device);
      return part !== null && isAlone(device, survey) ? [{ device, part }] : [];
    });
    return residue.map(({ device, part }) => draftOf(device, part));
  },
};

/** Layers LVM writes behind the UUID (lib/activate/dev_manager.c) of devices that only exist under another. */
const LAYERS = new Map([
  ['real', 'origin of a snapshot'],
  ['cow', "snapshot's copy-on-write store"],
  ['tdata', "thin pool's data"],
  ['tmeta', "thin pool's metadata"],
  ['cdata', "cache's data"],
  ['cmeta', "cache's metadata"],
  ['corig', "cache's origin"],
  ['vdata', "VDO pool's data"],
]);

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/_mimage_\d+$/, "mirror's leg"],
  [/_mlog$/, "mirror's log"],
  [/_rimage_\d+$/, "array's image"],
  [/_rmeta_\d+$/, "array's metadata"],
  [/^pvmove\d+$/, 'temporary volume of pvmove'],
];

function partWords(device: Device): string | null {
  const { made } = device.dm ?? {};
  if (made?.kind !== 'lvm') return null;
  if (made.layer.startsWith('missing_')) return 'stand-in for a missing PV';
  if (made.layer !== '') return LAYERS.get(made.layer) ?? null;
  const lvName = lvmNames(device)?.lvName ?? '';
  return NAMES.find(([pattern]) => pattern.test(lvName))?.[1] ?? null;
}

/** A mirror's image that was split off to be used alone (lvconvert --splitmirrors --trackchanges) has its mirror beside it. */
function isAlone(device: Device, survey: Survey): boolean {
  if (holdersOf(survey.index, device.devNo).length > 0 || survey.isInUse(device.devNo)) return false;
  const owner = lvmNames(device)?.lvName.replace(/_[mr](image|meta)_\d+$/, '');
  const group = survey.groups.get(groupUuidOf(device) ?? '');
  const names = lvmNames(device);
  return !group?.devices.some((other) => {
    const its = lvmNames(other);
    return other !== device && owner !== names?.lvName && its?.layer === '' && its.lvName === owner;
  });
}

function draftOf(device: Device, part: string): Draft {
  return {
    cause: [device.identity],
    severity: 'warning',
    title: `${nameOf(device)} (${part}) is left without its volume`,
    devices: [partOf(device, part)],
    evidence: [...tableLines([device]), uuidOf(device), ...openCountOf(device)],
    consequence:
      'LVM does not know that it is active: the volume it belongs to cannot be activated again, or what it stands on cannot be removed, until it is gone.',
    intent: { kind: 'remove', device: { identity: device.identity, devNo: device.devNo } },
  };
}
