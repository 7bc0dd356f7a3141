import { ExitStatus, printError } from './exit-status.ts';
import { openStack, type StackSource } from './open-stack.ts';
import { writeOut } from './write-out.ts';

/** `dmscope stack`; gives the exit status. */
export async function runStack(command: StackSource & { readonly json?: true }): Promise<number> {
  if (!command.json) {
    printError('stack prints JSON only: add --json');
    return ExitStatus.usageError;
  }
  const opened = await openStack(command, 'inside');
  if (!opened.ok) {
    printError(opened.reason);
    return ExitStatus.failed;
  }
  const { exportStack } = await import('../lib/stack/export-stack.ts');
  // Bytes that are no text stay lone surrogates, which JSON escapes; see docs/stack-schema.md.
  await writeOut([`${JSON.stringify(exportStack(opened.value), null, 2)}\n`]);
  return ExitStatus.done;
}
