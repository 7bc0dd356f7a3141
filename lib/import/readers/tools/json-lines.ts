import type { Problem } from '../../../problem.ts';
import type { GivenLine, IgnoredLine } from '../../reading.ts';

export function isJsonText(lines: readonly GivenLine[]): boolean {
  return /^\s*[{[]/.test(lines[0]?.text ?? '');
}

/** Number of the line that says `"key": "value"`; the first line where the JSON is all on one. */
export function lineOfValue(lines: readonly GivenLine[], key: string): (value: string) => number {
  const found = new Map<string, number>();
  const first = lines[0]?.at ?? 1;
  for (const { text, at } of lines) {
    const value = /^\s*\{?\s*"([a-z:-]{1,40})"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text);
    if (value?.[1] !== key) continue;
    const decoded = jsonString(value[2] ?? '""');
    if (!found.has(decoded)) found.set(decoded, at);
  }
  return (value) => found.get(value) ?? first;
}

function jsonString(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return '';
  }
}

/** What parseToolJson did not take, with the lines' own numbers. */
export function jsonIgnored(
  lines: readonly GivenLine[],
  problems: readonly Problem[],
): readonly IgnoredLine[] {
  if (problems.some(({ line }) => line === null)) return lines.map((line) => ({ ...line, why: 'not JSON' }));
  return problems.flatMap(({ line }) => {
    const given = line === null ? undefined : lines[line - 1];
    return given ? [{ ...given, why: 'not JSON' }] : [];
  });
}
