import { allDamage, type LvmGroup } from './volume-group.ts';

/** Sorts first what counts: the newest, and of two that are equally new the one with less damage. */
export function compareWorth(a: LvmGroup, b: LvmGroup): number {
  return (b.sequence ?? -1) - (a.sequence ?? -1) || allDamage(a).length - allDamage(b).length;
}

/** What a metadata text says of its group, but for what the head of each copy may have of its own. */
export function saying(group: LvmGroup): string {
  return JSON.stringify({ ...group, timeSeconds: null, writtenOn: '' }, (key, value) => {
    if (key === 'damage') return undefined;
    return value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value;
  });
}
