import type { Problem } from '../problem.ts';
import { type DevNo, parseDevNo } from './dev-no.ts';

/**
 * JSON as util-linux prints it, one value a line. Other programs' warnings get between its lines (LVM's do), and versions differ in
 * whether numbers and booleans are quoted, so a row is a bag of values that are read by what they must mean.
 */

export type JsonRow = Readonly<Record<string, unknown>>;

/** A line of pretty-printed JSON starts with one of these once its indent is gone. */
const JSON_LINE = /^\s*(?:[{}[\],"]|-?\d|true\b|false\b|null\b|$)/;

/** The value of a text that is JSON but for foreign lines, which become problems; undefined when it is no JSON even so. */
export function parseToolJson(text: string, section: string, problems: Problem[]): unknown {
  if (text.trim() === '') return undefined;
  const whole = tryJson(text);
  if (whole !== undefined) return whole;
  const kept: string[] = [];
  const foreign: Problem[] = [];
  text.split('\n').forEach((line, i) => {
    if (JSON_LINE.test(line)) kept.push(line);
    else foreign.push({ section, line: i + 1, message: 'A line that is not JSON', text: line });
  });
  const cleaned = foreign.length > 0 ? tryJson(kept.join('\n')) : undefined;
  if (cleaned === undefined)
    problems.push({ section, line: null, message: 'Not JSON', text: text.slice(0, 200) });
  else problems.push(...foreign);
  return cleaned;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The rows of `{"<key>": […]}`, or of the bare list that some versions print. */
export function jsonRows(value: unknown, key: string): readonly JsonRow[] | null {
  const list = isJsonRow(value) && Object.hasOwn(value, key) ? value[key] : value;
  return Array.isArray(list) ? list.filter(isJsonRow) : null;
}

export function isJsonRow(value: unknown): value is JsonRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a string, number or boolean; empty for null, a missing key and anything else. */
export function jsonText(row: JsonRow, key: string): string {
  const value = Object.hasOwn(row, key) ? row[key] : null;
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}

/** `0`, `"0"`, `" 0 "`; null where there is no whole number. */
export function jsonNumber(row: JsonRow, key: string): number | null {
  const text = jsonText(row, key).trim();
  return /^-?\d{1,20}$/.test(text) ? Number(text) : null;
}

/** `true`, `"1"`, `1` are true. */
export function jsonFlag(row: JsonRow, key: string): boolean {
  const text = jsonText(row, key).trim();
  return text === 'true' || text === '1';
}

export function jsonDevNo(row: JsonRow, key: string): DevNo | null {
  return parseDevNo(jsonText(row, key));
}
