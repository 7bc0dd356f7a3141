import type { DevNo } from '../lib/block/dev-no.ts';
import type { Understood } from '../lib/dm/target-type.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { encodeHostText } from '../lib/text/host-text.ts';
import { DMSETUP_SCOPE } from '../lib/tree/dmsetup-tree-links.ts';
import { parseTreeOptions, type TreeOptions } from '../lib/tree/tree-options.ts';
import { ExitStatus, printError } from './exit-status.ts';
import { openStack, type StackSource } from './open-stack.ts';
import { treeOutput } from './terminal.ts';
import { writeOut } from './write-out.ts';

export type TreeCommand = StackSource & {
  readonly devices: readonly string[];
  readonly all?: true;
  readonly options?: string;
  readonly manglename: string;
};

/** `dmscope tree`; gives the exit status. */
export async function runTree(command: TreeCommand): Promise<number> {
  const output = treeOutput();
  const list = command.options ?? '';
  // What no dmsetup takes is refused before the host is looked at.
  const any = parseTreeOptions(list, output);
  if (!any.ok) return refuseOptions(any.reason);
  if (command.manglename !== 'auto' && command.manglename !== 'none') {
    printError(`--manglename is auto or none, not ${command.manglename}`);
    return ExitStatus.usageError;
  }
  // Names udev gave are only needed to find a device by them.
  const opened = await openStack(command, command.devices.length > 0 || command.all ? 'once' : 'core');
  if (!opened.ok) {
    printError(opened.reason);
    return ExitStatus.failed;
  }
  const options = parseTreeOptions(list, output, opened.value.host.dmLibraryVersion);
  if (!options.ok) return refuseOptions(options.reason);
  const stack = await around(opened.value, command);
  if (!stack.ok) {
    printError(stack.reason);
    return ExitStatus.usageError;
  }
  // Only dmsetup's own tree has to be cut where dmsetup cuts it; in a file a path should be whole.
  const isWhole = command.all === true && output.columns === null;
  const drawn = isWhole ? { ...options.value, widthColumns: null } : options.value;
  await writeOut(encoded(await treeOf(stack.value, drawn, command)));
  return ExitStatus.done;
}

/** Word for word as dmsetup, which puts no name of its own in front. */
function refuseOptions(reason: string): number {
  process.stderr.write(encodeHostText(`${reason}\nCouldn't process command line.\n`));
  return ExitStatus.failed;
}

async function treeOf(stack: Stack, options: TreeOptions, command: TreeCommand): Promise<Iterable<string>> {
  if (command.all) return (await import('../lib/tree/all-tree.ts')).allTree(stack, options);
  const { dmsetupTree } = await import('../lib/tree/dmsetup-tree.ts');
  return dmsetupTree(stack, options, command.manglename === 'none' ? 'none' : 'auto');
}

/** The part of the stack that was asked for; all of it without DEVICE. */
async function around(stack: Stack, command: TreeCommand): Promise<Understood<Stack>> {
  if (command.devices.length === 0) return { ok: true, value: stack };
  const { findOneDevice } = await import('./find-one-device.ts');
  const { neighbourhood } = await import('../lib/tree/neighbourhood.ts');
  const devNos: DevNo[] = [];
  for (const word of command.devices) {
    const found = findOneDevice(stack, word);
    if (!found.ok) return found;
    devNos.push(found.value.devNo);
  }
  const part = neighbourhood(stack, devNos, command.all ? undefined : DMSETUP_SCOPE.isShown);
  if (!command.all && !part.devices.some(DMSETUP_SCOPE.isListed)) {
    printError('no mapped device is there; --all shows what dmsetup cannot');
  }
  return { ok: true, value: part };
}

function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  for (const text of texts) yield encodeHostText(text);
}
