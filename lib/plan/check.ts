import { deviceOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import type { Check, Claim, PlanDevice } from './plan.ts';
import { called, liveTable, planDevice } from './plan-device.ts';
import { isUnused } from './users.ts';

/** A claim in words, and whether it is so. `device` is what has the identity now; null for nothing. */
type ClaimKind = {
  readonly words: (name: string, planned: PlanDevice) => string;
  readonly isTrue: (device: Device | null, planned: PlanDevice, index: StackIndex) => boolean;
};

const CLAIMS: Readonly<Record<Claim, ClaimKind>> = {
  'is-the-same': {
    words: (name, { devNo, binding }) =>
      `${name} is still ${devNo}${binding === null ? '' : `, bound to ${printableHostText(binding)}`}`,
    isTrue: (device, planned) => device !== null && isSame(planDevice(device), planned),
  },
  'is-unused': {
    words: (name) => `${name} has no holders and no users`,
    isTrue: (device, _, index) => device === null || isUnused(index, device),
  },
  'is-gone': { words: (name) => `${name} is removed`, isTrue: (device) => device === null },
  'is-gone-or-pending': {
    words: (name) => `${name} is removed, or will be when its last user closes it`,
    isTrue: (device) => device === null || device.dm?.isDeferredRemove === true,
  },
  'is-unbound': {
    words: (name) => `${name} is bound to nothing`,
    isTrue: (device) => device === null || (device.loop === null && (device.nbd?.pid ?? null) === null),
  },
  'is-suspended': {
    words: (name) => `${name} is suspended`,
    isTrue: (device) => device?.dm?.isSuspended === true,
  },
  'is-active': {
    words: (name) => `${name} is active`,
    isTrue: (device) => device?.dm?.isSuspended === false,
  },
  'has-inactive-table': {
    words: (name) => `${name} has a table that is loaded but not live`,
    isTrue: (device) => device?.dm?.hasInactiveTable === true,
  },
  'has-no-inactive-table': {
    words: (name) => `${name} has no other table than its live one`,
    isTrue: (device) => device?.dm?.hasInactiveTable === false,
  },
  'has-its-table': {
    words: (name) => `${name} has the table it had`,
    isTrue: (device, { table }) => device !== null && device.dm !== null && liveTable(device.dm) === table,
  },
  'is-made': {
    words: (name, { table }) => `${name} is there, with the table ${printableHostText(table ?? '')}`,
    isTrue: (device, { table }) =>
      device?.dm?.isSuspended === false && device.dm.hasLiveTable === true && liveTable(device.dm) === table,
  },
  'is-free': {
    words: (name) => `no mapped device is called ${name}`,
    isTrue: (_, { name }, { stack }) => !stack.devices.some(({ dm }) => dm?.rawName === name),
  },
};

function isSame(a: PlanDevice, b: PlanDevice): boolean {
  return (
    a.identity === b.identity &&
    a.devNo === b.devNo &&
    a.name === b.name &&
    a.table === b.table &&
    a.binding === b.binding
  );
}

/** `vg-snap (254:4) is gone`; of a device that the reader has before him, `it is gone`. */
export function checkWords({ claim, device }: Check, name: string = called(device)): string {
  return CLAIMS[claim].words(name, device);
}

/** Whether a claim is true of a stack, which has to be a fresh one. */
export function isTrueOf(index: StackIndex, { claim, device: planned }: Check): boolean {
  const device = deviceOf(index.stack, planned.identity);
  return CLAIMS[claim].isTrue(device, planned, index);
}
