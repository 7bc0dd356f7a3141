import { decodeHostText } from '../text/host-text.ts';
import type { NamedFile } from './named-file.ts';
import { readWrapped, waysJoined } from './read-wrapped.ts';
import { READERS } from './readers/readers.ts';
import type { GivenLine, IgnoredLine, Output, Reader, Reading } from './reading.ts';
import { undress } from './undress/undress.ts';

/** What was found in a file or a paste: each output read by the reader that knows it, and every line that none took. */
export type ReadOutputs = {
  readonly read: readonly KnownOutput[];
  /** Outputs of commands that tell of the host, not of devices: `uname`, `date`. */
  readonly kept: readonly Output[];
  readonly ignored: readonly IgnoredIn[];
};

export type KnownOutput = { readonly reading: Reading; readonly output: Output };

export type IgnoredIn = IgnoredLine & { readonly path: string };

/** `command`: of a file that has the name of one; empty where its name does not tell. `isKept`: of an output that no reader knows. */
export function readOutputs(
  { path, bytes }: NamedFile,
  command: string,
  isKept: (command: string) => boolean,
): ReadOutputs {
  const { outputs, ignored } = undress(decodeHostText(bytes), path);
  const isBare = outputs.every((output) => output.command === '');
  // What stands in a file that is called like a command is that command's, unless prompts in it say otherwise.
  const all = isBare && command !== '' ? [joined(outputs, command, path)] : outputs;
  const read: KnownOutput[] = [];
  const kept: Output[] = [];
  const left = [...ignored];
  for (const output of all) {
    if (isKept(output.command)) {
      kept.push(output);
      continue;
    }
    const found = readOutput(output);
    if (typeof found === 'string') left.push(...notBlank(output).map((line) => ({ ...line, why: found })));
    else {
      read.push({ reading: found, output });
      left.push(...found.ignored);
    }
  }
  return { read, kept, ignored: left.sort((a, b) => a.at - b.at).map((line) => ({ ...line, path })) };
}

function joined(outputs: readonly Output[], command: string, path: string): Output {
  return { command, path, lines: outputs.flatMap(({ lines }) => lines) };
}

function notBlank({ lines }: Output): Output['lines'] {
  return lines.filter(({ text }) => text.trim() !== '');
}

/** In words why not, where none knows it. */
function readOutput(output: Output): Reading | string {
  const { command, lines } = output;
  const byCommand = command === '' ? undefined : READERS.find((reader) => reader.isCommand(command));
  const reader = byCommand ?? (command === '' ? readerByLooks(lines) : undefined);
  const reading = reader ? readWrapped(output, reader.read) : null;
  if (reading) return reading;
  if (command === '') return 'it is no output that dmscope knows';
  const [program = ''] = command.split(/\s/, 1);
  return byCommand
    ? `not what ${program} prints`
    : `output of ${program}, which tells nothing of the devices`;
}

function readerByLooks(lines: readonly GivenLine[]): Reader | undefined {
  const byLooks = (of: readonly GivenLine[]) => READERS.find((reader) => reader.looksLike(of));
  return byLooks(lines) ?? waysJoined(lines).map(byLooks).find(Boolean);
}
