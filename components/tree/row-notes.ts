import type { Edge } from '../../lib/stack/stack.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import type { Row } from '../../lib/tree/rows.ts';
import type { Forest } from '../../lib/tree/unfold.ts';

/** Roles that a table names and that go without saying: what a holder keeps its data on. */
const PLAIN_ROLES = new Set(['data', 'leg', 'stripe', 'path']);

export function notableRoles(roles: readonly string[]): readonly string[] {
  return roles.filter((role) => !PLAIN_ROLES.has(role));
}

/** What joins a row to its parent, where it is worth a word; empty otherwise. */
export function edgeNote(edge: Edge | null): string {
  if (edge === null) return '';
  switch (edge.kind) {
    case 'table':
      return notableRoles(edge.roles).join(', ');
    case 'partition':
      return 'partition';
    case 'md':
      return 'md member';
    case 'loop':
      return 'loop';
    case 'nbd':
      return 'nbd';
    case 'loop-file':
    case 'nbd-file':
      return `through file ${edge.file ?? ''}`;
    case 'bcache':
      return 'bcache';
    case 'other':
      return '';
    default:
      return edge.kind satisfies never;
  }
}

const NAMED_PLACES = 2;

/**
 * `also under a, b and 5 more`: what a row's device stands under besides the parent of this row; empty for nothing else.
 * A disk can have ten thousand such places, and this is asked for every row that is drawn: only the first are looked at.
 */
export function placesNote(forest: Forest, rows: readonly Row[], row: Row): string {
  const above = forest.above.get(row.device.devNo) ?? [];
  if (above.length < 2) return '';
  const parent = rows[row.parent]?.device.devNo;
  const names: string[] = [];
  for (const { device } of above) {
    if (device.devNo !== parent && names.push(device.name) === NAMED_PLACES) break;
  }
  const more = above.length - 1 - names.length;
  return `also under ${names.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}
