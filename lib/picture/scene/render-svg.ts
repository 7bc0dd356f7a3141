import { escapeMarkup } from '../../text/escape-markup.ts';
import { PAINT_VALUES } from './paint-values.ts';
import type {
  Face,
  GroupShape,
  Paint,
  PathShape,
  RectShape,
  Scene,
  Shape,
  Stroke,
  TextShape,
} from './scene.ts';

/**
 * A scene as an SVG file that stands alone: nothing is fetched, nothing runs, every text is escaped. One element a line,
 * so that two pictures can be compared by their lines.
 */
export function renderSvg(scene: Scene): string {
  const [width, height] = [svgNumber(scene.width), svgNumber(scene.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" xml:space="preserve">`,
    `<title>${escapeMarkup(scene.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${PAINT_VALUES.surface}"/>`,
    ...scene.shapes.flatMap(linesOf),
    '</svg>',
    '',
  ].join('\n');
}

function linesOf(shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'rect':
      return [rect(shape)];
    case 'path':
      return [path(shape)];
    case 'text':
      return [text(shape)];
    case 'group':
      return group(shape);
    default:
      return shape satisfies never;
  }
}

function group({ title, at, shapes }: GroupShape): readonly string[] {
  const moved = at === undefined ? '' : ` transform="translate(${svgNumber(at.x)} ${svgNumber(at.y)})"`;
  const told = title === null ? [] : [`<title>${escapeMarkup(title)}</title>`];
  return [`<g${moved}>`, ...told, ...shapes.flatMap(linesOf), '</g>'];
}

function rect({ x, y, width, height, radius, fill, opacity, stroke }: RectShape): string {
  return element('rect', {
    x: svgNumber(x),
    y: svgNumber(y),
    width: svgNumber(width),
    height: svgNumber(height),
    rx: radius === undefined ? null : svgNumber(radius),
    ...filled(fill),
    'fill-opacity': opacity === undefined ? null : svgNumber(opacity, 2),
    ...stroked(stroke),
  });
}

function path({ d, fill, stroke }: PathShape): string {
  return element('path', { d, ...filled(fill), ...stroked(stroke) });
}

function text({ x, y, text, face, size, paint, isBold, anchor }: TextShape): string {
  const attributes = {
    x: svgNumber(x),
    y: svgNumber(y),
    'font-family': FACES[face],
    'font-size': svgNumber(size),
    'font-weight': isBold ? '600' : null,
    'text-anchor': anchor ?? null,
    fill: PAINT_VALUES[paint],
  };
  return `${element('text', attributes).slice(0, -2)}>${escapeMarkup(text)}</text>`;
}

/** The page's faces where the reader has them, and whatever stands in for them where not. */
const FACES: Readonly<Record<Face, string>> = {
  text: "Inter, 'Inter Variable', system-ui, sans-serif",
  mono: "'JetBrains Mono', 'JetBrains Mono Variable', ui-monospace, monospace",
};

function filled(paint: Paint | undefined) {
  return { fill: paint === undefined ? 'none' : PAINT_VALUES[paint] };
}

function stroked(stroke: Stroke | undefined) {
  if (stroke === undefined) return {};
  const { paint, width, dash } = stroke;
  return {
    stroke: PAINT_VALUES[paint],
    'stroke-width': svgNumber(width),
    'stroke-dasharray': dash === undefined ? null : DASHES[dash],
  };
}

export const DASHES = { dashed: '6 4', dotted: '2 3' } as const;

function element(name: string, attributes: Readonly<Record<string, string | null>>): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${value}"`],
  );
  return `<${name}${written.join('')}/>`;
}

/** At most so many decimals, and no zeros at their end. */
export function svgNumber(value: number, decimals = 1): string {
  return String(Number(value.toFixed(decimals)) + 0);
}
