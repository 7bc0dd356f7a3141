import type { DevNo } from '../../block/dev-no.ts';
import { fitText, printable } from '../scene/fit-text.ts';
import type { GroupShape, Shape } from '../scene/scene.ts';
import { textWidth } from '../scene/text-width.ts';
import type { DiagramEdge, Point } from './diagram.ts';

type Label = { readonly full: string; readonly ends: Point[]; isStrong: boolean };

/** What lines say stands where they reach the base; lines that say the same there say it once. */
export function edgeLabels(edges: readonly DiagramEdge[], target: DevNo | null): readonly Shape[] {
  const labels = new Map<string, Label>();
  for (const edge of edges) {
    const end = edge.points.at(-1);
    const isHolding = edge.to === target && edge.mark === 'holds';
    const full = [isHolding ? 'held by' : '', wordsOf(edge)].filter(Boolean).join(' as ');
    if (!end || full === '') continue;
    const key = `${edge.to} ${full}`;
    const label = labels.get(key) ?? { full, ends: [], isStrong: false };
    labels.set(key, label);
    label.ends.push(end);
    label.isStrong ||= edge.mark === 'holds';
  }
  return [...labels.values()].map(draw);
}

const TYPE = { face: 'text', size: 11.5 } as const;
/** Above the tab that a box may have. */
const RISE = 29;

function draw({ full, ends, isStrong }: Label): GroupShape {
  const text = fitText(full, TYPE, 240);
  const x = ends.reduce((sum, end) => sum + end.x, 0) / ends.length;
  const y = Math.min(...ends.map((end) => end.y)) - RISE;
  const width = textWidth(text, TYPE.face, TYPE.size) + 10;
  const words = { kind: 'text', x, y: y + 4, text, ...TYPE, anchor: 'middle' } as const;
  return {
    kind: 'group',
    title: printable(full),
    identity: null,
    shapes: [
      { kind: 'rect', x: x - width / 2, y: y - 9, width, height: 17, radius: 3, fill: 'surface' },
      isStrong ? { ...words, paint: 'text', isBold: true } : { ...words, paint: 'text-soft' },
    ],
  };
}

/** Roles that a table names and that go without saying. */
const PLAIN_ROLES = new Set(['data', 'leg', 'stripe', 'path', 'pool']);

function wordsOf({ kind, roles, file }: DiagramEdge): string {
  if (file !== null) return `file ${file}`;
  switch (kind) {
    case 'table':
      return roles
        .filter((role) => !PLAIN_ROLES.has(role))
        .map((role) => (role === 'cow' ? 'COW' : role))
        .join(', ');
    case 'loop-file':
    case 'nbd-file':
      return 'file';
    case 'partition':
    case 'md':
    case 'loop':
    case 'nbd':
    case 'bcache':
    case 'other':
      return '';
    default:
      return kind satisfies never;
  }
}
