import type { Understood } from '../lib/dm/target-type.ts';
import type { Stack } from '../lib/stack/stack.ts';
import type { CaptureExtent } from '../server/collect.ts';
import { printError } from './exit-status.ts';
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
  await sayWhatWasRead(stack, { ...source, isRepeated: opened.value.earlier !== null });
  if (source.verbose) printError(await summaryOf(stack));
  return { ok: true, value: stack };
}

/** Of what somebody saved or pasted, before any answer that rests on it. */
async function sayWhatWasRead(
  { host: { origin } }: Stack,
  { capture, isRepeated }: StackSource & { readonly isRepeated: boolean },
): Promise<void> {
  if (origin === null) return;
  const { originLines } = await import('../lib/import/origin.ts');
  const { printableHostText } = await import('../lib/text/host-text.ts');
  const hint =
    isRepeated && capture !== undefined && capture !== '-' ? ' dmscope diff FILE compares the two.' : '';
  for (const line of originLines(origin))
    printError(printableHostText(line.startsWith('Given more than once') ? `${line}${hint}` : line));
}

async function summaryOf({ problems }: Stack): Promise<string> {
  const [first] = problems;
  if (!first) return 'all of it was understood';
  const { printableHostText } = await import('../lib/text/host-text.ts');
  const where = first.line === null ? first.section : `${first.section} line ${first.line}`;
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems, the first`;
  return `${count}: ${where}: ${first.message}${first.text === '' ? '' : `: ${printableHostText(first.text)}`}`;
}
