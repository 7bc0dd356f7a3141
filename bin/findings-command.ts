import { encodeHostText } from '../lib/text/host-text.ts';
import { ExitStatus, printError } from './exit-status.ts';
import { openStack, type StackSource } from './open-stack.ts';
import { writeOut } from './write-out.ts';

/** As `grep` does: 0 when there is nothing to tell of, 1 when there is; anything that went wrong is 2. */
const FindingsStatus = { none: 0, some: 1, trouble: ExitStatus.usageError } as const;

export type FindingsCommand = StackSource & {
  readonly json?: true;
  /** An earlier capture of the same host. */
  readonly previous?: string;
};

/** `dmscope findings`; gives the exit status. */
export async function runFindings(command: FindingsCommand): Promise<number> {
  const { previous: earlier, ...source } = command;
  const before = earlier === undefined ? null : await openStack({ capture: earlier }, 'once');
  const opened = before?.ok === false ? before : await openStack(source, 'inside');
  if (!opened.ok) {
    printError(opened.reason);
    return FindingsStatus.trouble;
  }
  const { findings } = await import('../lib/findings/findings.ts');
  const { notChecked } = await import('../lib/findings/not-checked.ts');
  const stack = opened.value;
  const found = findings(stack, before?.ok ? before.value : undefined);
  const gaps = notChecked(stack);
  if (command.json) {
    const report = { schema: 'dmscope.findings/1', host: stack.host, findings: found, notChecked: gaps };
    await writeOut([`${JSON.stringify(report, null, 2)}\n`]);
  } else {
    const { renderFindings, renderNotChecked } = await import('../lib/findings/render-text.ts');
    // What was not given cannot be called none.
    const isUnknown = found.length === 0 && stack.host.origin !== null && gaps.length > 0;
    const text = isUnknown ? 'No findings (some checks had no data)\n' : renderFindings(found);
    await writeOut([encodeHostText(text + renderNotChecked(gaps))]);
  }
  return found.length === 0 ? FindingsStatus.none : FindingsStatus.some;
}
