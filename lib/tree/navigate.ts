/**
 * What a key does in the tree, after the treegrid pattern of WAI-ARIA's authoring practices with focus on rows: right
 * opens a row or enters it, left closes it or goes to its parent, `*` opens all siblings, letters jump by name.
 */
import type { Row } from './rows.ts';

export type TreeMove =
  | { readonly kind: 'focus'; readonly to: number }
  | { readonly kind: 'open'; readonly rows: readonly Row[] }
  | { readonly kind: 'close'; readonly row: Row }
  | { readonly kind: 'select'; readonly row: Row }
  | { readonly kind: 'type-ahead'; readonly letter: string };

/** `key` as the browser names it; `pageRows` is how many rows fit on the screen. Null: the key means nothing here. */
export function moveByKey(
  rows: readonly Row[],
  at: number,
  { key, pageRows }: { key: string; pageRows: number },
): TreeMove | null {
  const row = rows[at];
  if (!row) return null;
  const focus = (to: number): TreeMove => ({ kind: 'focus', to: Math.max(0, Math.min(rows.length - 1, to)) });
  switch (key) {
    case 'ArrowDown':
      return focus(at + 1);
    case 'ArrowUp':
      return focus(at - 1);
    case 'PageDown':
      return focus(at + pageRows);
    case 'PageUp':
      return focus(at - pageRows);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (row.rowsBelow === 0) return focus(at);
      return row.isOpen ? focus(at + 1) : { kind: 'open', rows: [row] };
    case 'ArrowLeft':
      if (row.isOpen) return { kind: 'close', row };
      return focus(row.parent < 0 ? at : row.parent);
    case 'Enter':
    case ' ':
      return { kind: 'select', row };
    case '*':
      return { kind: 'open', rows: closedSiblings(rows, row) };
    default:
      return [...key].length === 1 ? { kind: 'type-ahead', letter: key } : null;
  }
}

function closedSiblings(rows: readonly Row[], row: Row): readonly Row[] {
  return rows.filter((other) => other.parent === row.parent && other.rowsBelow > 0 && !other.isOpen);
}

/** The next row whose name begins with what was typed, from `at` on and around the end; null when there is none. */
export function findByPrefix(rows: readonly Row[], at: number, typed: string): number | null {
  const prefix = typed.toLowerCase();
  // A first letter moves on; further letters may keep the row that the first ones found.
  const from = prefix.length > 1 ? at : at + 1;
  for (let i = 0; i < rows.length; i++) {
    const index = (from + i) % rows.length;
    if (rows[index]?.device.name.toLowerCase().startsWith(prefix)) return index;
  }
  return null;
}
