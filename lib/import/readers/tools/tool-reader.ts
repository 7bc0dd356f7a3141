import type {
  DeviceFacts,
  GivenLine,
  IgnoredLine,
  Output,
  Reader,
  ReadingKind,
  WholeList,
} from '../../reading.ts';
import { isChained } from './command-words.ts';

/** What is in the lines of an output. A line that is not in `ignored` was used. */
export type Found = {
  readonly devices: readonly DeviceFacts[];
  readonly ignored: readonly IgnoredLine[];
  readonly whole?: readonly WholeList[];
};

export type ToolFormat = {
  readonly kind: ReadingKind;
  /** The command that it must have been where nothing tells. */
  readonly assumedCommand: string;
  readonly isCommand: (command: string) => boolean;
  readonly looksLike: (lines: readonly GivenLine[]) => boolean;
  /** Gets the lines that are not blank, without blanks at their ends. */
  readonly find: (lines: readonly GivenLine[], output: Output) => Found;
};

/** A reader of one tool's output: null for another's, and no list whole where a line was not understood. */
export function toolReader({ kind, assumedCommand, looksLike, find, ...format }: ToolFormat): Reader {
  const isCommand = (command: string) => !isChained(command) && format.isCommand(command);
  return {
    kind,
    isCommand,
    looksLike: (lines) => looksLike(textLines(lines)),
    read: (output) => {
      const lines = textLines(output.lines);
      const { command, path } = output;
      const isOfCommand = isCommand(command);
      if (!isOfCommand && !looksLike(lines)) return null;
      // What another command printed, `ssh host mount`, tells nothing of its options.
      const { devices, ignored, whole = [] } = find(lines, isOfCommand ? output : { ...output, command: '' });
      return {
        kind,
        command: command || assumedCommand,
        path,
        devices,
        whole: ignored.length > 0 ? [] : whole,
        ignored,
      };
    },
  };
}

function textLines(lines: readonly GivenLine[]): readonly GivenLine[] {
  return lines.flatMap(({ text, at }) => {
    const trimmed = text.trimEnd();
    return trimmed === '' ? [] : [{ text: trimmed, at }];
  });
}

/** Whether more than half of the lines are so: a sentence or two may stand around an output. */
export function areMostly(lines: readonly GivenLine[], isSo: (text: string) => boolean): boolean {
  return lines.filter(({ text }) => isSo(text)).length * 2 > lines.length;
}

/** A line that is no part of the format. */
export function ignoredLine({ text, at }: GivenLine, what: string): IgnoredLine {
  const isMessage =
    /^(?:(?:[\w.-]+|\/\S+): |Device ).*(?:cannot|can't|could not|not found|No such|failed|denied|invalid|unrecognized|Usage)/i;
  return { text, at, why: isMessage.test(text) ? 'an error message' : `not a line of ${what}` };
}
