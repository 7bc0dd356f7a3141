import type { Understood } from '../lib/dm/target-type.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { encodeHostText } from '../lib/text/host-text.ts';
import { parseTreeOptions } from '../lib/tree/tree-options.ts';
import { printError } from './exit-status.ts';
import { openCapture } from './open-capture.ts';
import { openStack } from './open-stack.ts';
import { treeOutput } from './terminal.ts';
import { writeOut } from './write-out.ts';

/** As diff ends. */
const DiffStatus = { same: 0, different: 1, trouble: 2 } as const;

/** `after` left out: `before` is a text in which commands were given more than once. */
export type DiffCommand = {
  readonly before: string;
  readonly after: string | undefined;
  readonly json?: true;
};

/** `dmscope diff A B`; gives the exit status. */
export async function runDiff(command: DiffCommand): Promise<number> {
  const sides = await sidesOf(command);
  if (!sides.ok) {
    printError(sides.reason);
    return DiffStatus.trouble;
  }
  const { before, after, names } = sides.value;
  const { diffOfStacks, isSame } = await import('../lib/diff/stack-diff.ts');
  const diff = diffOfStacks(before, after);
  if (command.json) {
    const { exportDiff } = await import('../lib/diff/export-diff.ts');
    await writeOut([`${JSON.stringify(exportDiff(diff), null, 2)}\n`]);
  } else if (!isSame(diff)) {
    const { renderDiff } = await import('../lib/diff/render-text.ts');
    const options = parseTreeOptions('', treeOutput());
    if (options.ok) await writeOut(encoded(renderDiff(diff, names, options.value)));
  }
  return isSame(diff) ? DiffStatus.same : DiffStatus.different;
}

type Sides = {
  readonly before: Stack;
  readonly after: Stack;
  readonly names: { readonly before: string; readonly after: string };
};

async function sidesOf({ before, after }: DiffCommand): Promise<Understood<Sides>> {
  if (after === undefined) return sidesOfOne(before);
  const first = await openStack({ capture: before }, 'once');
  const second = first.ok ? await openStack({ capture: after }, 'once') : first;
  if (!first.ok) return first;
  if (!second.ok) return second;
  return { ok: true, value: { before: first.value, after: second.value, names: { before, after } } };
}

/** What was given first and what was given last, of a text that has both. */
async function sidesOfOne(file: string): Promise<Understood<Sides>> {
  const opened = await openCapture(file, 'once');
  if (!opened.ok) return opened;
  const { value, problems, earlier } = opened.value;
  if (earlier === null)
    return { ok: false, reason: `diff compares two captures, and no command was given twice in ${file}` };
  const { buildStack } = await import('../lib/stack/build-stack.ts');
  const names = { before: `${file}, given first`, after: `${file}, given last` };
  return { ok: true, value: { before: buildStack(earlier), after: buildStack(value, problems), names } };
}

function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  for (const text of texts) yield encodeHostText(text);
}
