'use client';

import { useMemo } from 'react';
import type { Diagram } from '../../lib/picture/diagram/diagram.ts';
import { diagramShapes } from '../../lib/picture/diagram/diagram-scene.ts';
import type { Shape } from '../../lib/picture/scene/scene.ts';
import type { Camera, Size } from './camera.ts';

/** Of fewer boxes all are drawn whole, wherever one looks. */
const FEW = 60;
/** Smaller than this no word can be made out. */
const SMALLEST_WORDS = 0.3;
/** What is in view is told by tiles of this size, so that not every step of a move draws anew. */
const TILE = 600;

/** Whether boxes are drawn without words, because they are so small. */
export function isTooSmallForWords(diagram: Diagram, { scale }: Camera): boolean {
  return diagram.nodes.length > FEW && scale < SMALLEST_WORDS;
}

type Options = { readonly size: Size; readonly isPrinting: boolean };

/** A diagram's shapes, words only where they can be read: three hundred boxes are thousands of elements. */
export function useLegibleShapes(
  diagram: Diagram,
  { x, y, scale }: Camera,
  { size, isPrinting }: Options,
): readonly Shape[] {
  const isWhole = isPrinting || diagram.nodes.length <= FEW;
  const hasWords = scale >= SMALLEST_WORDS;
  const left = (Math.floor(x / TILE) - 1) * TILE;
  const top = (Math.floor(y / TILE) - 1) * TILE;
  const right = (Math.ceil((x + size.width / scale) / TILE) + 1) * TILE;
  const bottom = (Math.ceil((y + size.height / scale) / TILE) + 1) * TILE;
  return useMemo(() => {
    if (isWhole) return diagramShapes(diagram);
    return diagramShapes(
      diagram,
      (node) =>
        !hasWords ||
        node.x > right ||
        node.x + node.width < left ||
        node.y > bottom ||
        node.y + node.height < top,
    );
  }, [diagram, isWhole, hasWords, left, top, right, bottom]);
}
