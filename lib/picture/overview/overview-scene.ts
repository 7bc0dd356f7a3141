import type { Finding, Severity } from '../../findings/finding.ts';
import { LAYER_NAMES, type Layer } from '../../stack/layer.ts';
import type { Host } from '../../stack/stack.ts';
import { grouped } from '../../text/exact-size.ts';
import { fitText, printable } from '../scene/fit-text.ts';
import { hatch } from '../scene/hatch.ts';
import { type Heading, headingShapes } from '../scene/heading.ts';
import { CHIP, layerChip } from '../scene/layer-chip.ts';
import { LAYER_PAINTS } from '../scene/paint-values.ts';
import { svgNumber } from '../scene/render-svg.ts';
import type { Paint, Scene, Shape } from '../scene/scene.ts';
import { textWidth } from '../scene/text-width.ts';
import { BADGE, drawFindings, drawFlags, type Flag, flagsOf, hasRoomForBadge } from './draw-findings.ts';
import type { Overview, OverviewCell } from './overview.ts';

const MARGIN = 28;
/** Narrower cells are drawn together, one path for each layer: ten thousand elements would be slow to open. */
export const NARROW = 10;

/** The whole picture: heading, cells, what the findings are about, and a legend. */
export function overviewScene(overview: Overview, found: readonly Finding[], host: Host): Scene {
  const heading = overviewHeading(overview, found, host);
  const head = headingShapes(heading, host, { x: MARGIN, width: overview.width });
  const shapes: Shape[] = [...head.shapes];
  let y = head.height + 14;
  const add = (drawn: readonly Shape[], height: number) => {
    shapes.push({ kind: 'group', title: null, identity: null, at: { x: MARGIN, y }, shapes: drawn });
    y += height;
  };
  add(overviewShapes(overview, found), overview.height + 26);
  const list = drawFindings(found, overview.width);
  add(list.shapes, list.height);
  const legend = overviewLegend(overview);
  add(legend.shapes, legend.height);
  return {
    width: overview.width + 2 * MARGIN,
    height: y + 16,
    title: `${heading.title}. ${heading.sentences.join(' ')}`,
    shapes,
  };
}

export function overviewHeading(
  { deviceCount }: Pick<Overview, 'deviceCount'>,
  found: readonly Finding[],
  { name }: Host,
): Heading {
  const sentence = `${grouped(deviceCount)} devices. ${findingsSentence(found)}`;
  return { title: `${name} at a glance`, sentences: [sentence] };
}

/** The cells alone, and where findings are: for a page that has its own heading and list. */
export function overviewShapes(overview: Overview, found: readonly Finding[]): readonly Shape[] {
  const flags = flagsOf(overview, found);
  return [...drawCells(overview.cells, flags), ...drawFlags(overview, flags)];
}

function findingsSentence(found: readonly Finding[]): string {
  if (found.length === 0) return 'No findings.';
  const count = (severity: Severity) => found.filter((each) => each.severity === severity).length;
  const parts = (['critical', 'warning', 'notice'] as const).flatMap((severity) =>
    count(severity) === 0 ? [] : [`${grouped(count(severity))} ${severity}`],
  );
  return `Findings: ${parts.join(', ')}.`;
}

function drawCells(cells: readonly OverviewCell[], flags: readonly Flag[]): readonly Shape[] {
  const badged = new Set(
    flags.flatMap(({ cell, number }) => (number !== null && hasRoomForBadge(cell) ? [cell] : [])),
  );
  const narrow = new Map<Paint, string[]>();
  const wide: Shape[] = [];
  for (const cell of cells) {
    const paint = LAYER_PAINTS[cell.layer];
    if (cell.width >= NARROW) wide.push(drawCell(cell, paint, badged.has(cell)));
    else {
      const parts = narrow.get(paint) ?? [];
      narrow.set(paint, parts);
      const width = Math.max(0.5, cell.width - (cell.width > 3 ? 1 : 0.3));
      parts.push(
        `M${svgNumber(cell.x)} ${svgNumber(cell.y)}h${svgNumber(width)}v${svgNumber(cell.height - 1)}h-${svgNumber(width)}z`,
      );
    }
  }
  return [...wide, ...[...narrow].map(([fill, parts]): Shape => ({ kind: 'path', d: parts.join(''), fill }))];
}

function drawCell(cell: OverviewCell, paint: Paint, hasBadge: boolean): Shape {
  const { x, y, width, height, name, identity, layer, isSuspended, isContinued } = cell;
  const box = { kind: 'rect', x, y, width: width - 1, height: height - 1 } as const;
  const size = Math.min(11, height - 4);
  const label = isContinued ? `… ${name}` : name;
  const hasLabel = width >= 40 && size >= 8;
  const more = cell.furtherBases > 0 && width >= 64 ? `+${cell.furtherBases}` : '';
  const moreWidth = more === '' ? 0 : textWidth(more, 'mono', size) + 6;
  const indent = hasBadge ? BADGE.width + 8 : 4;
  const room = width - indent - 5 - moreWidth;
  const font = { face: 'mono', size } as const;
  const text = { kind: 'text', y: y + height / 2 + size * 0.32, ...font, paint: 'text' } as const;
  return {
    kind: 'group',
    title: `${printable(name)}\n${cellWords(cell)}`,
    identity,
    shapes: [
      { ...box, fill: paint, opacity: layer === 'disk' || layer === 'partition' ? 0.28 : 0.42 },
      ...(layer === 'missing'
        ? [{ ...box, stroke: { paint: 'bad', width: 1, dash: 'dotted' } } as const]
        : []),
      ...(isSuspended ? [hatch(box, { paint: 'text-soft', width: 1 }, 6)] : []),
      ...(hasLabel ? [{ ...text, x: x + indent, text: fitText(label, font, room) }] : []),
      ...(hasLabel && more !== '' ? [{ ...text, x: x + width - 5, text: more, anchor: 'end' } as const] : []),
    ],
  };
}

/** What a cell is, beside its name. */
export function cellWords({ layer, isSuspended, furtherBases }: OverviewCell): string {
  const more = furtherBases === 1 ? '1 device more' : `${grouped(furtherBases)} devices more`;
  return [
    LAYER_NAMES[layer].words,
    ...(isSuspended ? ['suspended'] : []),
    ...(furtherBases > 0 ? [`stands on ${more} than the one below it`] : []),
  ].join(', ');
}

/** What the colours mean. */
export function overviewLegend({ cells, width }: Overview) {
  const layers = (Object.keys(LAYER_NAMES) as Layer[]).filter((layer) =>
    cells.some((cell) => cell.layer === layer),
  );
  const shapes: Shape[] = [{ kind: 'path', d: `M0 0H${width}`, stroke: { paint: 'line-strong', width: 1 } }];
  let [x, y] = [0, 16];
  const say = (sign: readonly Shape[], words: string) => {
    shapes.push(...sign, {
      kind: 'text',
      x: x + CHIP.width + 8,
      y: y + 12.5,
      text: words,
      face: 'text',
      size: 12,
      paint: 'text-soft',
    });
  };
  for (const layer of layers) {
    const words = LAYER_NAMES[layer].words;
    const needed = CHIP.width + 8 + textWidth(words, 'text', 12) + 22;
    if (x > 0 && x + needed > width) {
      x = 0;
      y += 24;
    }
    say(layerChip(layer, x, y), words);
    x += needed;
  }
  if (cells.some(({ furtherBases }) => furtherBases > 0)) {
    const words = 'stands on 1 device more than the one below it';
    if (x > 0 && x + CHIP.width + 8 + textWidth(words, 'text', 12) > width) {
      x = 0;
      y += 24;
    }
    const sign = {
      kind: 'text',
      x: x + CHIP.width,
      y: y + 12.5,
      text: '+1',
      face: 'mono',
      size: 11,
    } as const;
    say([{ ...sign, paint: 'text', anchor: 'end' }], words);
  }
  return { shapes, height: y + 20 };
}
