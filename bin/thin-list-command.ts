import { encodeHostText } from '../lib/text/host-text.ts';
import { ExitStatus, printError } from './exit-status.ts';
import { openStack } from './open-stack.ts';
import { writeOut } from './write-out.ts';

/** `dmscope thin list`; gives the exit status. */
export async function runThinList({ json }: { readonly json?: true }): Promise<number> {
  const opened = await openStack({}, 'once');
  if (!opened.ok) {
    printError(opened.reason);
    return ExitStatus.failed;
  }
  const { renderPools, thinPools } = await import('../lib/thin/list-pools.ts');
  const pools = thinPools(opened.value);
  await writeOut([
    json
      ? `${JSON.stringify({ schema: 'dmscope.thin-pools/1', pools }, null, 2)}\n`
      : encodeHostText(renderPools(pools)),
  ]);
  return ExitStatus.done;
}
