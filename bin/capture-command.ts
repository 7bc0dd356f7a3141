import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { COLLECTOR_SCRIPT, collect } from '../server/collect.ts';
import { reasonOf } from '../server/reason-of.ts';
import { ExitStatus, printError } from './exit-status.ts';
import { writeOut } from './write-out.ts';

/** `dmscope capture`; gives the exit status. */
export async function runCapture(command: {
  readonly output?: string;
  readonly script?: true;
}): Promise<number> {
  const collected = command.script
    ? { ok: true as const, value: await readFile(COLLECTOR_SCRIPT) }
    : await collect('inside');
  if (!collected.ok) {
    printError(`cannot read this host: ${collected.reason}`);
    return ExitStatus.failed;
  }
  if (command.output === undefined || command.output === '-') {
    await writeOut([collected.value]);
    return ExitStatus.done;
  }
  return save(command.output, collected.value);
}

/** Whole or not at all: a capture that was cut short looks like a host that lost its devices. */
async function save(file: string, bytes: Uint8Array): Promise<number> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, file);
    return ExitStatus.done;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    printError(`cannot write ${file}: ${reasonOf(error)}`);
    return ExitStatus.failed;
  }
}
