import type { RowKey } from '../../lib/tree/rows.ts';
import type { View } from '../view-state.ts';

type Deviations = Pick<View, 'opened' | 'closed'>;

/** Opens rows by hand: what was closed by hand is forgotten. */
export function withOpened(view: Deviations, keys: readonly RowKey[]): Deviations {
  return { opened: union(view.opened, keys), closed: without(view.closed, keys) };
}

export function withClosed(view: Deviations, keys: readonly RowKey[]): Deviations {
  return { opened: without(view.opened, keys), closed: union(view.closed, keys) };
}

function union(keys: readonly RowKey[], more: readonly RowKey[]): RowKey[] {
  return [...new Set([...keys, ...more])];
}

function without(keys: readonly RowKey[], fewer: readonly RowKey[]): RowKey[] {
  const gone = new Set(fewer);
  return keys.filter((key) => !gone.has(key));
}
