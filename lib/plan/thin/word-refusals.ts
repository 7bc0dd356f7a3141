import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { printableHostText } from '../../text/host-text.ts';
import { MAX_THIN_ID } from '../../thin/thin-id.ts';
import type { Refusal } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';

/** What speaks against the words of an intent: the thin ID, the name of a new mapping, its size. */

/** What every program takes as it is, without mangling. */
const PLAIN_NAME = /^[0-9A-Za-z#+.:=@_-]{1,127}$/;
/** They would be other things in /dev/mapper. */
const NOT_A_NAME: ReadonlySet<string> = new Set(['.', '..', 'control']);

export function idRefusals(thinId: number, what = 'the thin ID'): readonly Refusal[] {
  if (Number.isInteger(thinId) && thinId >= 0 && thinId <= MAX_THIN_ID) return [];
  const cause = `${thinId} cannot be ${what}.`;
  return [
    { kind: 'thin-id', device: null, cause, wayOut: `Choose a whole number from 0 to ${MAX_THIN_ID}.` },
  ];
}

export function nameRefusals({ stack }: StackIndex, name: string): readonly Refusal[] {
  const shown = printableHostText(name);
  if (!PLAIN_NAME.test(name) || NOT_A_NAME.has(name)) {
    const cause = `${shown === '' ? 'An empty name' : shown} cannot be the name of a mapped device here.`;
    const wayOut = 'Take up to 127 letters, digits and any of # + - . : = @ _';
    return [{ kind: 'name', device: null, cause, wayOut }];
  }
  const other = stack.devices.find(({ dm }) => dm?.rawName === name);
  if (!other) return [];
  const device = planDevice(other);
  return [
    { kind: 'name', device, cause: `There is a ${called(device)} already.`, wayOut: 'Choose another name.' },
  ];
}

/** More than device-mapper could count in bytes. */
const MAX_SECTORS = 2 ** 53;

export function sizeRefusals(sizeSectors: number): readonly Refusal[] {
  if (Number.isInteger(sizeSectors) && sizeSectors > 0 && sizeSectors < MAX_SECTORS) return [];
  const cause = `A volume cannot have ${sizeSectors} sectors.`;
  return [{ kind: 'size', device: null, cause, wayOut: 'Give it the size it had.' }];
}

/** An ID that is in use as an active volume, for one that is to be mapped, made or deleted. */
export function activeRefusal(active: Device, thinId: number, more: string): Refusal {
  const device = planDevice(active);
  return {
    kind: 'thin-active',
    device,
    cause: `Thin ID ${thinId} is active as ${called(device)}${more}.`,
    wayOut: `Deactivate it first (dmscope plan remove ${active.devNo}), or choose another ID.`,
  };
}
