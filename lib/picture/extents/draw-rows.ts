import type { Layer } from '../../stack/layer.ts';
import { grouped } from '../../text/exact-size.ts';
import { formatSectors } from '../../text/size.ts';
import { printable } from '../scene/fit-text.ts';
import { hatch } from '../scene/hatch.ts';
import { LAYER_PAINTS } from '../scene/paint-values.ts';
import { svgNumber } from '../scene/render-svg.ts';
import type { GroupShape, RectShape, Shape } from '../scene/scene.ts';
import { cellLabel, counted } from './cell.ts';
import type { Extents } from './extents.ts';
import { type Cell, cellsOf } from './merge-for-drawing.ts';
import type { OwnSegment, SegmentBase } from './own-segments.ts';
import { endOf, type Range } from './range.ts';
import type { OwnedRange } from './used-ranges.ts';

const ROW = { height: 26, gap: 3 } as const;
/** Overlapping rows that are drawn. */
const ROW_LIMIT = 8;

type Drawn = { readonly shapes: readonly Shape[]; readonly height: number };

/** Who uses which range, the gaps between, and what is used twice. */
export function drawUsed({ used, gaps, overlaps, sizeSectors }: Extents, width: number): Drawn {
  if (used.length === 0) return { shapes: [], height: 0 };
  const scale = { wholeSectors: sizeSectors, width, rowLimit: ROW_LIMIT };
  const { rows, leftOutCount } = cellsOf(used, scale);
  const bottom = rows.length * (ROW.height + ROW.gap);
  const shapes: Shape[] = cellsOf(gaps, scale).rows.flatMap((row) =>
    row.map((cell) => gapCell(cell, bottom - ROW.gap)),
  );
  rows.forEach((row, i) => {
    // The first row lies on the scale.
    const y = bottom - (i + 1) * (ROW.height + ROW.gap);
    for (const cell of row) shapes.push(usedCell(cell, y));
  });
  for (const row of cellsOf(
    overlaps.filter(({ isShared }) => !isShared),
    scale,
  ).rows) {
    for (const cell of row) shapes.push(overlapCell(cell, bottom - ROW.gap));
  }
  if (leftOutCount === 0) return { shapes, height: bottom };
  const text = `${counted(leftOutCount, 'more overlapping range')} are not drawn`;
  shapes.push({ kind: 'text', x: 0, y: -4, text, face: 'text', size: 11, paint: 'text-quiet' });
  return { shapes, height: bottom };
}

function usedCell({ x, width, ranges }: Cell<OwnedRange>, y: number): GroupShape {
  const [first] = ranges;
  const isOne = ranges.length === 1 && first;
  const label = isOne ? labelOf(first.device.name, first.role) : counted(ranges.length, 'range');
  const told = ranges
    .slice(0, 12)
    .map((range) => `${labelOf(printable(range.device.name), range.role)}: ${rangeText(range)}`);
  const rest = ranges.length > told.length ? [`and ${grouped(ranges.length - told.length)} more`] : [];
  return {
    kind: 'group',
    title: [...told, ...rest].join('\n'),
    identity: isOne ? first.identity : null,
    shapes: cellShapes({ x, y, width, height: ROW.height }, first?.layer ?? 'other', label),
  };
}

function cellShapes(
  box: Required<Pick<RectShape, 'x' | 'y' | 'width' | 'height'>>,
  layer: Layer,
  label: string,
): readonly Shape[] {
  const paint = LAYER_PAINTS[layer];
  return [
    { kind: 'rect', ...box, fill: 'surface' },
    { kind: 'rect', ...box, fill: paint, opacity: 0.22, stroke: { paint, width: 1 } },
    ...(box.width >= 8
      ? [{ kind: 'rect', x: box.x, y: box.y, width: 4, height: box.height, fill: paint } as const]
      : []),
    ...cellLabel(label, { x: box.x + 2, y: box.y + box.height / 2 + 4, width: box.width - 2 }),
  ];
}

function labelOf(name: string, role: string): string {
  return role === '' || role === 'data' || role === 'partition'
    ? name
    : `${name} (${role === 'cow' ? 'COW' : role})`;
}

function gapCell({ x, width, ranges }: Cell<Range>, bottom: number): GroupShape {
  const box = { kind: 'rect', x, y: bottom - ROW.height, width, height: ROW.height } as const;
  const told = ranges.slice(0, 12).map((range) => `not mapped: ${rangeText(range)}`);
  return {
    kind: 'group',
    title: told.join('\n'),
    identity: null,
    shapes: [
      { ...box, stroke: { paint: 'line-strong', width: 1, dash: 'dotted' } },
      ...(width > 90
        ? [
            {
              kind: 'text',
              x: x + width / 2,
              y: bottom - 9,
              text: 'not mapped',
              face: 'text',
              size: 11,
              paint: 'text-quiet',
              anchor: 'middle',
            } as const,
          ]
        : []),
    ],
  };
}

function overlapCell({ x, width, ranges }: Cell<Range>, bottom: number): GroupShape {
  const box = {
    kind: 'rect',
    x,
    y: bottom - ROW.height,
    width: Math.max(3, width),
    height: ROW.height,
  } as const;
  return {
    kind: 'group',
    title: ranges
      .slice(0, 12)
      .map((range) => `used twice: ${rangeText(range)}`)
      .join('\n'),
    identity: null,
    shapes: [hatch(box, { paint: 'bad', width: 1 }, 6), { ...box, stroke: { paint: 'bad', width: 2 } }],
  };
}

/** `sectors 2,048 to 411,647, 200 MiB, 209,715,200 bytes`. */
export function rangeText(range: Range): string {
  return `sectors ${grouped(range.startSector)} to ${grouped(Math.max(range.startSector, endOf(range) - 1))}, ${formatSectors(range.lengthSectors)}, ${grouped(range.lengthSectors * 512)} bytes`;
}

/** Between two marks of the scale there is room for a size. */
const TICK_PITCH = 120;

/** The device itself as a bar, with its scale. */
export function drawRuler({ sizeSectors }: Extents, width: number): Drawn {
  const steps = Math.max(1, Math.min(4, Math.floor(width / TICK_PITCH)));
  const ticks = Array.from({ length: steps + 1 }, (_, i) => i / steps);
  const shapes: Shape[] = [
    { kind: 'rect', x: 0, y: 0, width, height: 7, fill: 'text' },
    {
      kind: 'path',
      d: ticks.map((at) => `M${svgNumber(at * width)} 7v6`).join(''),
      stroke: { paint: 'text', width: 1 },
    },
    ...ticks.map((at): Shape => {
      const anchor = at === 0 ? {} : ({ anchor: at === 1 ? 'end' : 'middle' } as const);
      const text = formatSectors(Math.round(at * sizeSectors));
      return {
        kind: 'text',
        x: at * width,
        y: 26,
        text,
        face: 'mono',
        size: 11,
        paint: 'text-soft',
        ...anchor,
      };
    }),
  ];
  return { shapes, height: 28 };
}

/** Rows of one segment at most: stripes and legs beyond are counted. */
const BASE_LIMIT = 8;

/** Where each range of the device lies: one row for each base of a segment that lies on several. */
export function drawSegments({ segments, sizeSectors }: Extents, width: number): Drawn {
  if (segments.length === 0) return { shapes: [], height: 0 };
  const scale = { wholeSectors: sizeSectors, width, rowLimit: 1 };
  const cells = cellsOf(segments, scale).rows[0] ?? [];
  const deepest = Math.max(
    1,
    ...cells.map(({ ranges }) => (ranges.length === 1 ? basesShown(ranges[0]).length : 1)),
  );
  const shapes = cells.flatMap((cell) => segmentCell(cell));
  return { shapes, height: deepest * (ROW.height + ROW.gap) };
}

function basesShown(segment: OwnSegment | undefined): readonly SegmentBase[] {
  const bases = segment?.bases ?? [];
  if (bases.length <= BASE_LIMIT) return bases;
  const more = {
    name: `and ${bases.length - BASE_LIMIT + 1} more`,
    identity: null,
    layer: 'other',
    role: '',
    startSector: null,
  } as const;
  return [...bases.slice(0, BASE_LIMIT - 1), more];
}

function segmentCell({ x, width, ranges }: Cell<OwnSegment>): readonly Shape[] {
  const [segment] = ranges;
  if (!segment) return [];
  const box = { x, width, height: ROW.height };
  if (ranges.length > 1 || segment.bases.length === 0) {
    const words = ranges.length > 1 ? counted(ranges.length, 'segment') : `${segment.target}: on no device`;
    const shapes = cellShapes({ ...box, y: 0 }, segment.bases[0]?.layer ?? 'other', words);
    return [{ kind: 'group', title: words, identity: null, shapes }];
  }
  return basesShown(segment).map((base, i) => {
    const from = base.startSector === null ? '' : ` from sector ${grouped(base.startSector)}`;
    const role = base.role === '' ? '' : `, ${base.role}`;
    const label = `${base.name}${from}${role}`;
    return {
      kind: 'group',
      title: `${printable(segment.target)}, ${rangeText(segment)}\non ${printable(label)}`,
      identity: base.identity,
      shapes: cellShapes({ ...box, y: i * (ROW.height + ROW.gap) }, base.layer, label),
    };
  });
}
