import { svgNumber } from './render-svg.ts';
import type { PathShape, RectShape, Stroke } from './scene.ts';

type Box = Pick<RectShape, 'x' | 'y' | 'width' | 'height'>;

/** Slanting lines over a box: what says "stopped" without colour. */
export function hatch({ x, y, width, height }: Box, stroke: Stroke, gap = 8): PathShape {
  const lines: string[] = [];
  for (let at = gap; at < width + height; at += gap) {
    const [fromX, fromY] = at <= height ? [x, y + at] : [x + at - height, y + height];
    const [toX, toY] = at <= width ? [x + at, y] : [x + width, y + at - width];
    lines.push(`M${svgNumber(fromX)} ${svgNumber(fromY)}L${svgNumber(toX)} ${svgNumber(toY)}`);
  }
  return { kind: 'path', d: lines.join(''), stroke };
}
