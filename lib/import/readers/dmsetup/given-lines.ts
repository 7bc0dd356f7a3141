import type { GivenLine, IgnoredLine } from '../../reading.ts';

/** What the readers of dmsetup share about lines that are no output: messages, remarks, gaps, indentation. */

export const WHY = {
  noDevice: 'it does not say of which device',
  remark: 'a remark that somebody added',
  message: 'a message, not output',
  gap: 'lines were left out here',
  prose: 'not part of the output',
} as const;

const MESSAGE =
  /^\s*(?:device-mapper: |WARNING: |Command failed|Command does not|Device \S+ not found|Device does not exist|No such device|\/dev\/mapper\/control: |Failure to communicate|Check that device-mapper|Incompatible libdevmapper|Couldn't process command line|Tree option not recogni|dmsetup: )/;
/** Longer ones are no line that dmsetup prints of a device with a usual name; tables may be. */
const LENGTH_OF_LINES = 4000;
const GAP =
  /^(?:\.{3,}|…|[[(<{] ?(?:\.{2,}|…|snip|snipped|cut|truncated|output omitted) ?[\])>}]|-* ?(?:snip|8<|✂) ?-*|-- ?more ?--)$/i;
const REMARK = /(?<!\s)\s+((?:<[-=~<]|←|⇐|# |\/\/ ).*)$/u;

export function isNone(lines: readonly GivenLine[]): boolean {
  const said = withText(lines).filter(({ text }) => !MESSAGE.test(text));
  return said.length === 1 && said[0]?.text.trim() === 'No devices found';
}

export function withText(lines: readonly GivenLine[]): readonly GivenLine[] {
  return lines.filter(({ text }) => text.trim() !== '');
}

/** Why a line that was not understood is none of the output; null for what could be a part of it. */
export function whyNoOutput(text: string): string | null {
  const said = text.length <= LENGTH_OF_LINES ? text.trim() : '';
  if (said.length <= 40 && GAP.test(said)) return WHY.gap;
  return MESSAGE.test(text) ? WHY.message : null;
}

/** A line that was not understood, with the best reason there is. */
export function ignoredLine({ text, at }: GivenLine, why: string = WHY.prose): IgnoredLine {
  return { text, at, why: whyNoOutput(text) ?? why };
}

/** `0 204800 thin 0 - <--- no file system`: what people write behind a line, apart from it. */
export function withoutRemark(line: GivenLine): { line: GivenLine; remark: IgnoredLine | null } {
  const found = REMARK.exec(line.text);
  if (!found?.[1]) return { line, remark: null };
  return {
    line: { text: line.text.slice(0, found.index), at: line.at },
    remark: { text: found[1], at: line.at, why: WHY.remark },
  };
}

/** Without the blanks that all lines of the output begin with, where somebody pasted it into a list or a code block. */
export function unindented(
  lines: readonly GivenLine[],
  isOutput: (text: string) => boolean,
): readonly GivenLine[] {
  let width = Number.POSITIVE_INFINITY;
  for (const { text } of lines) {
    if (width === 0) break;
    const indent = text.length - text.trimStart().length;
    if (text.length <= LENGTH_OF_LINES && indent < width && text.trim() !== '' && isOutput(text.trimStart()))
      width = indent;
  }
  if (width === 0 || width === Number.POSITIVE_INFINITY) return lines;
  return lines.map(({ text, at }) => ({
    at,
    text: text.slice(Math.min(width, text.length - text.trimStart().length)),
  }));
}
