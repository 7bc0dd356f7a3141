import { encodeHostText } from '../lib/text/host-text.ts';
import { parseTreeOptions } from '../lib/tree/tree-options.ts';
import { complain } from './exit-status.ts';
import { openStack } from './open-stack.ts';
import { treeOutput } from './terminal.ts';
import { writeOut } from './write-out.ts';

/** As diff ends. */
const DiffStatus = { same: 0, different: 1, trouble: 2 } as const;

export type DiffCommand = { readonly before: string; readonly after: string; readonly json?: true };

/** `dmscope diff A B`; gives the exit status. */
export async function runDiff(command: DiffCommand): Promise<number> {
  const before = await openStack({ capture: command.before }, 'once');
  const after = before.ok ? await openStack({ capture: command.after }, 'once') : before;
  if (!before.ok || !after.ok) {
    complain(before.ok ? (after.ok ? '' : after.reason) : before.reason);
    return DiffStatus.trouble;
  }
  const { diffOfStacks, isSame } = await import('../lib/diff/stack-diff.ts');
  const diff = diffOfStacks(before.value, after.value);
  if (command.json) {
    const { exportDiff } = await import('../lib/diff/export-diff.ts');
    await writeOut([`${JSON.stringify(exportDiff(diff), null, 2)}\n`]);
  } else if (!isSame(diff)) {
    const { renderDiff } = await import('../lib/diff/render-text.ts');
    const options = parseTreeOptions('', treeOutput());
    if (options.ok) await writeOut(encoded(renderDiff(diff, command, options.value)));
  }
  return isSame(diff) ? DiffStatus.same : DiffStatus.different;
}

function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  for (const text of texts) yield encodeHostText(text);
}
