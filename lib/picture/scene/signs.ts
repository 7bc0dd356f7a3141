import { svgNumber as at } from './render-svg.ts';
import type { Shape } from './scene.ts';

/** A padlock, 9 wide and 12 high: it is read-only. */
export function padlockSign(x: number, y: number): Shape {
  const d = `M${at(x)} ${at(y + 5)}h9v7h-9zM${at(x + 2)} ${at(y + 5)}v-2a2.5 2.5 0 0 1 5 0v2`;
  return { kind: 'path', d, stroke: { paint: 'text-soft', width: 1.3 } };
}

/** A triangle, 11 wide and 10 high: something is wrong. Filled when it is bad. */
export function warningSign(x: number, y: number, paint: 'bad' | 'warn'): Shape {
  const d = `M${at(x + 5.5)} ${at(y)}L${at(x + 11)} ${at(y + 10)}H${at(x)}Z`;
  return paint === 'bad'
    ? { kind: 'path', d, fill: paint }
    : { kind: 'path', d, stroke: { paint, width: 1.4 } };
}
