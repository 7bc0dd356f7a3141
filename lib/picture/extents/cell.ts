import { grouped } from '../../text/exact-size.ts';
import { fitText } from '../scene/fit-text.ts';
import type { Shape } from '../scene/scene.ts';

export const EXTENTS_WIDTH = 1000;

export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A label in a cell, where there is room for some of it. */
export function cellLabel(
  text: string,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): readonly Shape[] {
  if (width < 34) return [];
  return [{ kind: 'text', x: x + 7, y, text: fitText(text, TYPE, width - 11), ...TYPE, paint: 'text' }];
}

const TYPE = { face: 'mono', size: 11 } as const;
