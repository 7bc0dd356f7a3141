import type { Cells } from './info-cells.ts';

/**
 * Lines of `dmsetup info -c --nameprefixes`: `DM_NAME='vg-lv' DM_MAJOR='253'`, without quotes with `--unquoted`, and with
 * `--rows` one line for each column, which holds that column of all devices.
 */
type Pair = readonly [id: string, value: string];

const KEY = /(?<![A-Za-z0-9_])DM_([A-Z_]{1,40})=/g;

export function isPairsLine(text: string): boolean {
  return /^\s*DM_[A-Z_]{1,40}=/.test(text);
}

export function pairsIn(text: string, separator: string): readonly Pair[] {
  const keys = [...text.matchAll(KEY)];
  return keys.map((match, i): Pair => {
    const piece = text.slice(match.index + match[0].length, keys[i + 1]?.index);
    return [(match[1] ?? '').toLowerCase(), pairValue(piece, keys[i + 1] ? separator : '')];
  });
}

function pairValue(piece: string, separator: string): string {
  if (piece.startsWith("'")) {
    const end = piece.lastIndexOf("'");
    return piece.slice(1, end > 0 ? end : undefined);
  }
  if (separator !== '' && piece.endsWith(separator)) return piece.slice(0, -separator.length).trim();
  return (separator === '' ? piece : piece.replace(/[^\w]$/, '')).trim();
}

/** The devices of lines that hold pairs. */
export function cellsOfPairs(lines: readonly (readonly Pair[])[]): readonly { cells: Cells; line: number }[] {
  if (!isTransposed(lines)) return lines.map((pairs, line) => ({ cells: new Map(pairs), line }));
  const devices: Map<string, string>[] = [];
  for (const pairs of lines) {
    for (const [at, [id, value]] of pairs.entries()) {
      const cells = devices[at] ?? new Map<string, string>();
      devices[at] = cells.set(id, value);
    }
  }
  return devices.map((cells) => ({ cells, line: 0 }));
}

/** A line that holds one column only, and several such lines of different columns. */
function isTransposed(lines: readonly (readonly Pair[])[]): boolean {
  if (!lines.every((pairs) => pairs.every(([id]) => id === pairs[0]?.[0]))) return false;
  const ids = new Set(lines.map((pairs) => pairs[0]?.[0]));
  return lines.some((pairs) => pairs.length > 1) || (lines.length > 1 && ids.size === lines.length);
}
