import { checkWords, isTrueOf } from '../plan/check.ts';
import type { Check } from '../plan/plan.ts';
import { called, planDevice } from '../plan/plan-device.ts';
import { usersInTheWay } from '../plan/refusals.ts';
import { deviceOf, holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';

export function holds(index: StackIndex, checks: readonly Check[]): boolean {
  return checks.every((check) => isTrueOf(index, check));
}

/**
 * Which of the checks are not true of a stack, in sentences, each with what the stack shows to be in the way: who has
 * the device open, where it is mounted, its holders.
 */
export function whatIsNotSo(index: StackIndex, checks: readonly Check[], when: string): string {
  const untrue = checks.filter((check) => !isTrueOf(index, check));
  const words = `Not true ${when}: ${untrue.map((check) => checkWords(check)).join('; ')}.`;
  return [words, ...new Set(untrue.flatMap((check) => inTheWay(index, check)))].join(' ');
}

function inTheWay(index: StackIndex, { claim, device: planned }: Check): readonly string[] {
  const device = deviceOf(index.stack, planned.identity);
  if (device === null) return [];
  switch (claim) {
    case 'is-the-same':
      return [`What is called ${called(planDevice(device))} now is not what it was when this was reviewed.`];
    case 'is-unused':
    case 'is-gone':
    case 'is-unbound':
      return [
        ...usersInTheWay(index, device, false).map(({ cause }) => cause),
        ...holdersOf(index, device.devNo).map(({ holder }) => holderWords(holder, device)),
      ];
    default:
      return [];
  }
}

function holderWords(holder: Device, device: Device): string {
  return `${called(planDevice(holder))} is a holder of ${called(planDevice(device))}.`;
}
