import { formatPercent } from '../../dm/targets/wording.ts';
import { formatSectors } from '../../text/size.ts';
import { fitText } from '../scene/fit-text.ts';
import type { Shape } from '../scene/scene.ts';
import { EXTENTS_WIDTH } from './cell.ts';
import { type Fill, NEARLY_FULL } from './fills.ts';

const BAR = { left: 260, height: 14, pitch: 24 } as const;

/** Bars of how much is used: no place in them means a place on the device. */
export function drawFills(fills: readonly Fill[]) {
  const shapes = fills.slice(0, LIMIT).flatMap((fill, i) => bar(fill, i * BAR.pitch));
  const more = fills.length - LIMIT;
  if (more <= 0) return { shapes, height: fills.length * BAR.pitch };
  const text = `and ${more} more`;
  const rest: Shape = {
    kind: 'text',
    x: 0,
    y: LIMIT * BAR.pitch + 11.5,
    text,
    face: 'text',
    size: 12,
    paint: 'text-soft',
  };
  return { shapes: [...shapes, rest], height: (LIMIT + 1) * BAR.pitch };
}

const LIMIT = 12;

function bar({ label, usedSectors, totalSectors }: Fill, y: number): readonly Shape[] {
  const width = EXTENTS_WIDTH - BAR.left - 260;
  const share = totalSectors === 0 ? 0 : Math.min(1, usedSectors / totalSectors);
  const percent = formatPercent({ part: usedSectors, whole: totalSectors });
  const text = { kind: 'text', y: y + 11.5, size: 12 } as const;
  return [
    {
      ...text,
      x: 0,
      text: fitText(label, { face: 'text', size: 12 }, BAR.left - 12),
      face: 'text',
      paint: 'text',
    },
    {
      kind: 'rect',
      x: BAR.left,
      y,
      width: width * share,
      height: BAR.height,
      fill: share >= NEARLY_FULL ? 'bad' : 'text-quiet',
    },
    { kind: 'rect', x: BAR.left, y, width, height: BAR.height, stroke: { paint: 'text-quiet', width: 1 } },
    {
      ...text,
      x: BAR.left + width + 12,
      text: `${percent}: ${formatSectors(usedSectors)} of ${formatSectors(totalSectors)}`,
      face: 'mono',
      paint: 'text',
    },
  ];
}
