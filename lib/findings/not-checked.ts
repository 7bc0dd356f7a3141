import type { Stack } from '../stack/stack.ts';

/**
 * Of outputs that somebody gave: what no rule could look at for want of a fact, each with the command that prints it. In words that go
 * on after "not checked".
 */
export function notChecked({ host: { origin }, devices }: Stack): readonly string[] {
  if (origin === null) return [];
  const isWhole = (list: (typeof origin.whole)[number]) => origin.whole.includes(list);
  const mapped = devices.flatMap(({ dm }) => dm ?? []);
  const lacks = (is: boolean, what: string, command: string) => (is ? [`${what} – add \`${command}\``] : []);
  return [
    ...lacks(
      !isWhole('mapped') && !isWhole('block'),
      'mapped devices that were not given',
      'dmsetup info -c',
    ),
    ...lacks(!isWhole('block'), 'missing disks, and what stands on what', 'lsblk'),
    ...lacks(
      mapped.some(({ isTableKnown, segments }) => isTableKnown === false || segments.length === 0),
      'tables',
      'dmsetup table',
    ),
    ...lacks(
      mapped.some(({ isUuidKnown }) => isUuidKnown === false),
      'what made each mapped device',
      'dmsetup info -c',
    ),
    ...lacks(
      mapped.some(({ isSuspended }) => isSuspended === null),
      'suspended devices',
      'dmsetup info -c',
    ),
    ...lacks(
      mapped.some(({ segments }) => segments.length === 0 || segments.some(({ status }) => status === null)),
      'how full and how healthy mapped devices are',
      'dmsetup status',
    ),
    ...lacks(
      devices.some(({ md }) => md?.state === ''),
      'degraded arrays',
      'cat /proc/mdstat',
    ),
    ...lacks(!isWhole('mounts'), 'what is mounted', 'cat /proc/self/mountinfo'),
    ...lacks(!isWhole('swaps'), 'what is swap', 'cat /proc/swaps'),
  ];
}

/** Whether a device that stands on another one would be seen to. */
export function areHoldersKnown({ host: { origin } }: Stack): boolean {
  return (
    origin === null || (['block', 'deps', 'tables'] as const).some((list) => origin.whole.includes(list))
  );
}
