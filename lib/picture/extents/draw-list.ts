import { LAYER_NAMES } from '../../stack/layer.ts';
import { grouped } from '../../text/exact-size.ts';
import { formatSectors } from '../../text/size.ts';
import { fitText } from '../scene/fit-text.ts';
import { CHIP, layerChip } from '../scene/layer-chip.ts';
import type { Shape } from '../scene/scene.ts';
import { EXTENTS_WIDTH } from './cell.ts';
import type { Extents } from './extents.ts';
import { inOrder, type Range } from './range.ts';
import type { OwnedRange } from './used-ranges.ts';

/** Right edges of the columns of figures. */
const COLUMNS = { start: 640, length: 770, size: 870, role: EXTENTS_WIDTH } as const;
const LIMIT = 24;
const PITCH = 21;

type Line = Range & { readonly owner: OwnedRange | null };

/** Every range with its figures, gaps among them, as far as there is room. */
export function drawList({ used, gaps }: Extents) {
  const lines: readonly Line[] = inOrder([
    ...used.map((range): Line => ({ ...range, owner: range })),
    ...gaps.map((gap): Line => ({ ...gap, owner: null })),
  ]);
  if (lines.length === 0) return { shapes: [], height: 0 };
  const shown = lines.slice(0, LIMIT);
  const shapes = [...head(), ...shown.flatMap((line, i) => row(line, (i + 1) * PITCH))];
  const more = lines.length - shown.length;
  if (more > 0) {
    const y = (shown.length + 1) * PITCH + 12;
    shapes.push({
      kind: 'text',
      x: CHIP.width + 10,
      y,
      text: `and ${grouped(more)} more`,
      face: 'text',
      size: 12,
      paint: 'text-soft',
    });
  }
  return { shapes, height: (shown.length + (more > 0 ? 2 : 1)) * PITCH };
}

function head(): Shape[] {
  const titles = { start: 'First sector', length: 'Sectors', size: 'Size', role: 'As' } as const;
  return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).map((column) => ({
    kind: 'text',
    x: COLUMNS[column],
    y: 12,
    text: titles[column],
    face: 'text',
    size: 11,
    paint: 'text-quiet',
    anchor: 'end',
  }));
}

function row({ startSector, lengthSectors, owner }: Line, y: number): readonly Shape[] {
  const paint = owner ? 'text' : 'text-quiet';
  const figure = (x: number, text: string): Shape => ({
    kind: 'text',
    x,
    y: y + 12,
    text,
    face: 'mono',
    size: 11.5,
    paint,
    anchor: 'end',
  });
  const name = fitText(
    owner ? owner.device.name : 'not mapped',
    { face: 'mono', size: 11.5 },
    COLUMNS.start - 180,
  );
  return [
    ...(owner ? layerChip(owner.layer, 0, y) : []),
    {
      kind: 'text',
      x: CHIP.width + 10,
      y: y + 12,
      text: name,
      face: owner ? 'mono' : 'text',
      size: 11.5,
      paint,
    },
    figure(COLUMNS.start, grouped(startSector)),
    figure(COLUMNS.length, grouped(lengthSectors)),
    figure(COLUMNS.size, formatSectors(lengthSectors)),
    figure(COLUMNS.role, owner ? owner.role || LAYER_NAMES[owner.layer].words : ''),
  ];
}
