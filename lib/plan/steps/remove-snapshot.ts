import { lvmNames } from '../../stack/describe.ts';
import type { Device } from '../../stack/stack.ts';
import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';

/** A snapshot of LVM: what may be removed for good, and what the operator has to type to have it so. */
export type LvmSnapshot = { readonly name: string; readonly lvUuid: string };

/**
 * Only a classic snapshot, whose table says that it is one. A thin volume's does not say whether it is a copy or the
 * only one there is.
 */
export function lvmSnapshotOf(device: Device): LvmSnapshot | null {
  const { made, segments } = device.dm ?? { made: { kind: 'none' }, segments: [] };
  const names = lvmNames(device);
  const isSnapshot = segments.length > 0 && segments.every(({ target }) => target === 'snapshot');
  if (made.kind !== 'lvm' || made.layer !== '' || !names || !isSnapshot) return null;
  return { name: `${names.vgName}/${names.lvName}`, lvUuid: hyphenated(made.lvUuid) };
}

/** LVM writes its ids in groups of 6-4-4-4-4-4-6. */
function hyphenated(id: string): string {
  return id.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/, '$1-$2-$3-$4-$5-$6-$7');
}

/**
 * `lvremove` by name and UUID together: with another volume group of the same name, or a new volume of this name, it
 * removes nothing – and reports success, so what is there afterwards decides.
 */
export function removeSnapshotStep(device: Device, snapshot: LvmSnapshot): Step {
  const target = planDevice(device);
  return {
    kind: 'remove-snapshot',
    sentence: `Remove the snapshot ${called(target)} for good.`,
    argv: ['lvremove', '--yes', '--select', `lv_uuid=${snapshot.lvUuid}`, snapshot.name],
    device: target,
    before: [
      { claim: 'is-the-same', device: target },
      { claim: 'is-unused', device: target },
    ],
    after: [{ claim: 'is-gone', device: target }],
    requires: 'lvremove',
    timeoutMs: 60_000,
  };
}
