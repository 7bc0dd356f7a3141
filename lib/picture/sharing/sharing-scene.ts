import { counted } from '../../dm/targets/wording.ts';
import type { Host } from '../../stack/stack.ts';
import { formatBytes } from '../../text/size.ts';
import { fitText, printable } from '../scene/fit-text.ts';
import { hatch } from '../scene/hatch.ts';
import { type Heading, headingShapes } from '../scene/heading.ts';
import { svgNumber } from '../scene/render-svg.ts';
import type { Scene, Shape } from '../scene/scene.ts';
import type { SharingArc, SharingPicture, SharingRow } from './sharing.ts';

const MARGIN = 28;
const WIDTH = 1000;
const ROW = { pitch: 26, height: 16, familyGap: 12 } as const;
/** From the left: the name, the bar, the figures, the arcs. */
const COLUMNS = { name: 250, figures: 190, arcs: 130 } as const;
const TYPE = { face: 'text', size: 12 } as const;
const MONO = { face: 'mono', size: 11.5 } as const;
const ARC = { narrowest: 1, widest: 7 } as const;

/** The picture as a file: with its heading and legend. */
export function sharingScene(picture: SharingPicture, host: Host): Scene {
  const heading = sharingHeading(picture);
  const head = headingShapes(heading, host, { x: MARGIN, width: WIDTH });
  const rows = sharingRows(picture, WIDTH);
  const legend = legendShapes(rows.height + 14);
  const at = { x: MARGIN, y: head.height + 12 };
  return {
    width: WIDTH + 2 * MARGIN,
    height: at.y + rows.height + 52,
    title: `${heading.title}. ${heading.sentences.join(' ')}`,
    shapes: [
      ...head.shapes,
      { kind: 'group', title: null, identity: null, at, shapes: [...rows.shapes, ...legend] },
    ],
  };
}

export function sharingHeading({ poolName, rows, arcs, leftOut }: SharingPicture): Heading {
  const sharing = new Set(arcs.flatMap(({ from, to }) => [from, to])).size;
  const unclaimed = rows.filter(({ name }) => name === '').length;
  const sentences = [
    sharing === 0
      ? `None of its ${counted(rows.length, 'thin volume')} shares a block with another.`
      : `${sharing} of its ${counted(rows.length, 'thin volume')} share blocks.`,
    ...(unclaimed > 0 ? [`${counted(unclaimed, 'ID')} ${unclaimed === 1 ? 'is' : 'are'} unclaimed.`] : []),
    ...(leftOut > 0 ? [`The ${leftOut} smallest are left out.`] : []),
  ];
  return { title: printable(`Sharing in pool ${poolName}`), sentences };
}

/** The lines and arcs alone, as wide as there is room. */
export function sharingRows(picture: SharingPicture, width: number) {
  const { rows, arcs, blockSizeBytes } = picture;
  const tops = topsOf(rows);
  const most = Math.max(1, ...rows.map(({ mappedBlocks }) => mappedBlocks));
  const barWidth = Math.max(60, width - COLUMNS.name - COLUMNS.figures - COLUMNS.arcs);
  const shapes = rows.map((row, at) =>
    rowShape(row, { y: tops[at] ?? 0, scale: barWidth / most, barWidth, blockSizeBytes }),
  );
  const arcsAt = COLUMNS.name + barWidth + COLUMNS.figures;
  const thickest = Math.max(1, ...arcs.map(({ blocks }) => blocks));
  const drawn = arcs.map((arc) => arcShape(arc, { picture, tops, x: arcsAt, thickest }));
  return { shapes: [...drawn, ...shapes], height: (tops.at(-1) ?? 0) + ROW.pitch };
}

function topsOf(rows: readonly SharingRow[]): readonly number[] {
  let y = 0;
  return rows.map(({ isApart }, at) => {
    if (at > 0) y += ROW.pitch + (isApart ? ROW.familyGap : 0);
    return y;
  });
}

type RowPlace = {
  readonly y: number;
  readonly scale: number;
  readonly barWidth: number;
  readonly blockSizeBytes: number;
};

function rowShape(row: SharingRow, { y, scale, barWidth, blockSizeBytes }: RowPlace): Shape {
  const { thinId, name, mappedBlocks, exclusiveBlocks } = row;
  const own = (exclusiveBlocks ?? 0) * scale;
  const shared = Math.max(0, mappedBlocks * scale - own);
  const x = COLUMNS.name;
  const bar = { y, height: ROW.height };
  const words = figures(row, blockSizeBytes);
  const id = `${thinId}`;
  return {
    kind: 'group',
    title: `${name === '' ? `ID ${thinId}, unclaimed` : printable(name)}: ${words}`,
    identity: null,
    shapes: [
      { kind: 'text', x: 30, y: y + 12.5, text: id, ...MONO, paint: 'text-quiet', anchor: 'end' },
      {
        kind: 'text',
        x: 42,
        y: y + 12.5,
        text: name === '' ? 'unclaimed' : fitText(name, MONO, COLUMNS.name - 54),
        ...MONO,
        paint: name === '' ? 'warn' : 'text',
      },
      ...(own > 0 ? [{ kind: 'rect', ...bar, x, width: own, fill: 'layer-thin' } as const] : []),
      ...(shared > 0 ? sharedPart({ ...bar, x: x + own, width: shared }) : []),
      {
        kind: 'text',
        x: x + barWidth + 14,
        y: y + 12.5,
        text: words,
        ...TYPE,
        paint: 'text-soft',
      },
    ],
  };
}

function sharedPart(box: { x: number; y: number; width: number; height: number }): readonly Shape[] {
  const stroke = { paint: 'layer-thin', width: 1 } as const;
  return [{ kind: 'rect', ...box, fill: 'layer-thin', opacity: 0.16, stroke }, hatch(box, stroke, 6)];
}

function figures({ mappedBlocks, exclusiveBlocks }: SharingRow, blockSizeBytes: number): string {
  const mapped = formatBytes(mappedBlocks * blockSizeBytes);
  if (exclusiveBlocks === null || mappedBlocks === 0) return mapped;
  if (exclusiveBlocks === mappedBlocks) return `${mapped}, all its own`;
  return `${mapped}, ${formatBytes(exclusiveBlocks * blockSizeBytes)} its own`;
}

type ArcPlace = {
  readonly picture: SharingPicture;
  readonly tops: readonly number[];
  readonly x: number;
  readonly thickest: number;
};

function arcShape({ from, to, blocks }: SharingArc, { picture, tops, x, thickest }: ArcPlace): Shape {
  const [start, end] = [from, to].map((at) => (tops[at] ?? 0) + ROW.height / 2) as [number, number];
  const reach = Math.min(COLUMNS.arcs * 1.25, 16 + (end - start) * 0.6);
  const [near, far] = [svgNumber(x), svgNumber(x + reach)];
  const d = `M${near} ${svgNumber(start)}C${far} ${svgNumber(start)} ${far} ${svgNumber(end)} ${near} ${svgNumber(end)}`;
  const width = ARC.narrowest + (ARC.widest - ARC.narrowest) * (blocks / thickest);
  const names = [from, to].map((at) => picture.rows[at]?.name || `ID ${picture.rows[at]?.thinId}`);
  return {
    kind: 'group',
    title: printable(`${names.join(' and ')} share ${formatBytes(blocks * picture.blockSizeBytes)}`),
    identity: null,
    shapes: [{ kind: 'path', d, stroke: { paint: 'guide', width } }],
  };
}

function legendShapes(y: number): readonly Shape[] {
  const word = (x: number, text: string): Shape => ({
    kind: 'text',
    x,
    y: y + 10.5,
    text,
    ...TYPE,
    paint: 'text-soft',
  });
  const box = { y, width: 26, height: 12 };
  return [
    { kind: 'rect', ...box, x: 0, fill: 'layer-thin' },
    word(34, 'its own: freed when it is deleted'),
    ...sharedPart({ ...box, x: 260 }),
    word(294, 'shared: freed with the last that has it'),
    { kind: 'path', d: `M560 ${y + 6}L586 ${y + 6}`, stroke: { paint: 'guide', width: 5 } },
    word(594, 'share blocks; the thicker, the more'),
  ];
}
