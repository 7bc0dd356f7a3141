import type { Stack } from '../stack/stack.ts';

/**
 * What was not checked since the capture has no data for it: in words that follow "not
 * checked". Silence about health must not be taken for health.
 */
export function notChecked(stack: Stack): readonly string[] {
  const mapped = stack.devices.flatMap(({ dm }) => dm ?? []);
  if (stack.devices.length === 0) return [];
  const missing: string[] = [];
  const reporting = mapped.flatMap(({ segments }) => segments.filter(({ target }) => REPORTS.test(target)));
  if (stack.host.origin === null && reporting.some(({ status }) => status === null)) {
    missing.push('how full and how healthy devices are (no dmsetup status of some)');
  }
  const gaps = stack.host.userSourceGaps.filter(({ source }) => source !== 'open-files');
  if (gaps.length > 0 && stack.devices.some(({ kind }) => kind === 'loop' || kind === 'nbd')) {
    const sections = gaps.map(({ source, why }) => `${source}: ${GAPS[why]}`);
    missing.push(`whether loop and nbd devices are in use (${sections.join(', ')})`);
  }
  if (stack.devices.every(({ openedBy }) => openedBy === null)) {
    missing.push('which processes have devices open (no open-files)');
  }
  if (mapped.length > 0 && mapped.every(({ isDeferredRemove }) => isDeferredRemove === null)) {
    missing.push('which devices wait to be removed (no long dmsetup info)');
  }
  return [...missing, ...notCheckedOfEvidence(stack)];
}

const GAPS = { absent: 'not read', late: 'late', failed: 'failed', own: 'not all processes' } as const;

/** Targets that can tell of trouble in their status. */
const REPORTS =
  /^(snapshot|snapshot-merge|thin-pool|raid|mirror|multipath|cache|writecache|integrity|verity|vdo|clone)$/;

/** The same of outputs that somebody gave, each with the command that prints the data. */
function notCheckedOfEvidence({ host: { origin }, devices }: Stack): readonly string[] {
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
    ...lacks(!isWhole('block'), 'missing disks, and how devices are stacked', 'lsblk'),
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
