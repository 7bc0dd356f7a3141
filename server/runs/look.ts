import type { Capture } from '../../lib/capture/capture.ts';
import { readCapture } from '../../lib/capture/read-capture.ts';
import type { Understood } from '../../lib/dm/target-type.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { collect } from '../collect.ts';

/** What a run decides by. Where one of them is not whole, a device could be taken for gone that is only not seen. */
const NEEDED = [
  'dmsetup-info',
  'dmsetup-deps',
  'dmsetup-table',
  'sysfs',
  'sysfs-links',
  'proc-partitions',
  'proc-swaps',
  'mountinfo',
];

/** `status` tells how targets are, too. `core` does not tell which processes have devices open, and is several times as fast. */
export type LookExtent = 'core' | 'users' | 'status';

export type Look = (extent: LookExtent) => Promise<Understood<Stack>>;

/** A line of a table that is not understood hides no device: out-of-tree targets print what they like. */
const MAY_HOLD_RIDDLES = 'dmsetup-table';
const TRIES = 3;

/**
 * The host's stack as it is now; or in words why it cannot be told. A device that goes while it is being looked at fails
 * a command of the collector's: hence more than one try.
 */
export const lookAtThisHost: Look = async (extent) => {
  for (let tries = TRIES - 1; ; tries--) {
    const seen = await lookOnce(extent);
    if (seen.ok || tries === 0) return seen;
  }
};

async function lookOnce(extent: LookExtent): Promise<Understood<Stack>> {
  const collected = await collect(extent);
  if (!collected.ok) return collected;
  const { value: capture, problems } = readCapture(collected.value);
  if (capture === null) return { ok: false, reason: 'the collector printed no capture' };
  const stack = buildStack(capture, problems);
  const gap = whyNotWhole(capture, stack);
  return gap === null ? { ok: true, value: stack } : { ok: false, reason: gap };
}

export function whyNotWhole(capture: Capture, stack: Stack): string | null {
  for (const name of NEEDED) {
    const section = capture.sections.get(name);
    if (section?.state !== 'done') return `${name} was not captured`;
    if (section.exitStatus !== 0) return `${section.command} ended with status ${section.exitStatus}`;
  }
  const problem = stack.problems.find(
    ({ section }) => NEEDED.includes(section) && section !== MAY_HOLD_RIDDLES,
  );
  return problem ? `${problem.section} was not understood: ${problem.message}` : null;
}
