import { parseDmTable, type TableSegment } from '../../../dm/parse-table.ts';
import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { ignoredLine, withoutRemark } from './given-lines.ts';
import { maskedLine, maskKeys } from './mask-keys.ts';

/** Lines of `dmsetup table` and `status` by the device that they are of; keys are masked. */
export type TableLines = {
  readonly devices: readonly NamedLines[];
  /** Those without a name before them, as printed of one device. */
  readonly nameless: readonly { readonly line: GivenLine; readonly text: string }[];
  readonly segments: readonly TableSegment[];
  readonly ignored: readonly IgnoredLine[];
};

export type NamedLines = { readonly name: string; readonly at: number; readonly lines: readonly string[] };

const SEGMENT = /^\s*\d{1,20} \d{1,20} [a-z][\w+-]*(?: |$)/i;
const NAMED_SEGMENT = /: \d{1,20} \d{1,20} [a-z][\w+-]*(?: |$)/i;
const EMPTY = /^[^\s:](?:\S{0,126}): ?$/;
const TARGET = /^[a-z][\w+-]*$/i;

/** `0 2048 linear 8:2 0`, without a name. */
export function isSegmentLine(text: string): boolean {
  return SEGMENT.test(text);
}

export function isTableLine(text: string): boolean {
  return SEGMENT.test(text) || NAMED_SEGMENT.test(text);
}

/** `isEmptyTold`: that a name with nothing behind it is a device without a table. */
export function tableLines(
  given: readonly GivenLine[],
  isEmptyTold: (line: GivenLine) => boolean,
): TableLines {
  const ignored: IgnoredLine[] = [];
  const lines: GivenLine[] = [];
  for (const whole of given) {
    const { line, remark } = withoutRemark(whole);
    const isOutput = isTableLine(line.text) || (EMPTY.test(line.text) && isEmptyTold(line));
    if (!isOutput) ignored.push(maskedLine(ignoredLine(whole)));
    else {
      lines.push(line);
      if (remark) ignored.push(maskedLine(remark));
    }
  }
  const { value, problems } = parseDmTable(lines.map(({ text }) => withBlank(text)).join('\n'));
  for (const { line } of problems) {
    const found = lines[(line ?? 0) - 1];
    if (found) ignored.push(maskedLine(ignoredLine(found)));
  }
  const devices: NamedLines[] = [];
  const nameless: TableLines['nameless'][number][] = [];
  const emptyAt = new Map(
    lines.filter(({ text }) => EMPTY.test(text)).map(({ text, at }) => [text.replace(/: ?$/, ''), at]),
  );
  for (const [name, segments] of value) {
    const rows = segments.flatMap((segment) => {
      const line = lines[segment.line - 1];
      if (!line) return [];
      if (TARGET.test(segment.target)) return [{ line, text: textOf(line.text, name) }];
      ignored.push(maskedLine(ignoredLine(line)));
      return [];
    });
    if (name === '') for (const row of rows) nameless.push(row);
    else if (rows.length > 0 || segments.length === 0) {
      const at = rows[0]?.line.at ?? emptyAt.get(name) ?? lines[0]?.at ?? 1;
      devices.push({ name, at, lines: rows.map(({ text }) => text) });
    }
  }
  return { devices, nameless, segments: [...value.values()].flat(), ignored };
}

/** A paste often loses the blank at the end of a line, which tells a device without a table. */
function withBlank(text: string): string {
  return text.endsWith(':') ? `${text} ` : text;
}

function textOf(line: string, name: string): string {
  return maskKeys((name === '' ? line : line.slice(name.length + 2)).trim());
}
