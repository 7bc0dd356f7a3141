import type { Understood } from '../lib/dm/target-type.ts';
import type { Stack } from '../lib/stack/stack.ts';
import type { CaptureExtent } from '../server/collect.ts';
import { complain } from './exit-status.ts';
import { openCapture } from './open-capture.ts';

export type StackSource = {
  /** A capture's file, `-` for standard input; this host when left out. */
  readonly capture?: string;
  readonly verbose?: true;
};

/** The stack of a capture or of this host, with the capture's own problems first; or in one line why there is none. */
export async function openStack(source: StackSource, extent: CaptureExtent): Promise<Understood<Stack>> {
  const opened = await openCapture(source.capture, extent);
  if (!opened.ok) return opened;
  const { buildStack } = await import('../lib/stack/build-stack.ts');
  const stack = buildStack(opened.value.value, opened.value.problems);
  if (source.verbose) complain(await summaryOf(stack.problems));
  return { ok: true, value: stack };
}

async function summaryOf(problems: Stack['problems']): Promise<string> {
  const [first] = problems;
  if (!first) return 'all of it was understood';
  const { printableHostText } = await import('../lib/text/host-text.ts');
  const where = first.line === null ? first.section : `${first.section} line ${first.line}`;
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems, the first`;
  return `${count}: ${where}: ${first.message}${first.text === '' ? '' : `: ${printableHostText(first.text)}`}`;
}
