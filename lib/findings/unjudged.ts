import type { Stack } from '../stack/stack.ts';
import { notChecked } from './not-checked.ts';

/**
 * What a capture does not tell, so that nothing was found there for want of looking: in words that go on after "not
 * judged". Silence about health must not be taken for health.
 */
export function unjudged(stack: Stack): readonly string[] {
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
  return [...missing, ...notChecked(stack)];
}

const GAPS = { absent: 'not read', late: 'late', failed: 'failed', own: 'not all processes' } as const;

/** Targets that can tell of trouble in their status. */
const REPORTS =
  /^(snapshot|snapshot-merge|thin-pool|raid|mirror|multipath|cache|writecache|integrity|verity|vdo|clone)$/;
