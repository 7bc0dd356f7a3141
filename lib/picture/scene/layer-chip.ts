import { LAYER_NAMES, type Layer } from '../../stack/layer.ts';
import { LAYER_PAINTS } from './paint-values.ts';
import type { Shape, Stroke } from './scene.ts';

export const CHIP = { width: 42, height: 16 } as const;

/** The layer's mark as the tree has it: letters first, colour and border second. */
export function layerChip(layer: Layer, x: number, y: number): readonly Shape[] {
  const paint = LAYER_PAINTS[layer];
  const dash = layer === 'missing' ? 'dotted' : layer === 'loop' || layer === 'nbd' ? 'dashed' : null;
  const stroke: Stroke = { paint, width: 1, ...(dash === null ? {} : { dash }) };
  const { width, height } = CHIP;
  const box = {
    kind: 'rect',
    x: x + 0.5,
    y: y + 0.5,
    width: width - 1,
    height: height - 1,
    radius: 2,
  } as const;
  return [
    { ...box, fill: paint, opacity: 0.16, stroke },
    { kind: 'rect', x, y, width: 4, height, fill: paint },
    {
      kind: 'text',
      x: x + 2 + width / 2,
      y: y + 11.5,
      text: LAYER_NAMES[layer].mark,
      face: 'mono',
      size: 10,
      paint: 'text',
      isBold: true,
      anchor: 'middle',
    },
  ];
}
