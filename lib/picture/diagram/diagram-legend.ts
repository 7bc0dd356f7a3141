import { LAYER_NAMES, type Layer } from '../../stack/layer.ts';
import { hatch } from '../scene/hatch.ts';
import { CHIP, layerChip } from '../scene/layer-chip.ts';
import type { Shape, Stroke } from '../scene/scene.ts';
import { padlockSign } from '../scene/signs.ts';
import { textWidth } from '../scene/text-width.ts';
import type { Diagram } from './diagram.ts';

type Item = { readonly sign: (x: number, y: number) => readonly Shape[]; readonly words: string };

/** What the marks of this picture mean, and no others, in as many lines as they need. */
export function legendShapes(
  diagram: Diagram,
  box: { readonly x: number; readonly y: number; readonly width: number },
) {
  const shapes: Shape[] = [
    {
      kind: 'path',
      d: `M${box.x} ${box.y}H${box.x + box.width}`,
      stroke: { paint: 'line-strong', width: 1 },
    },
  ];
  let [x, y] = [box.x, box.y + 16];
  for (const { sign, words } of itemsOf(diagram)) {
    const width = CHIP.width + 8 + textWidth(words, 'text', SIZE) + 22;
    if (x > box.x && x + width > box.x + box.width) {
      x = box.x;
      y += 24;
    }
    shapes.push(...sign(x, y), {
      kind: 'text',
      x: x + CHIP.width + 8,
      y: y + 12.5,
      text: words,
      face: 'text',
      size: SIZE,
      paint: 'text-soft',
    });
    x += width;
  }
  return { shapes, height: y + 20 - box.y };
}

const SIZE = 12;

function itemsOf({ nodes, edges }: Diagram): readonly Item[] {
  const layers = (Object.keys(LAYER_NAMES) as Layer[]).filter((layer) =>
    nodes.some((node) => node.layer === layer),
  );
  const has = (isSo: boolean, item: Item) => (isSo ? [item] : []);
  return [
    ...has(edges.length > 0, {
      sign: line({ paint: 'guide', width: 1.25 }),
      words: 'stands on what is below it',
    }),
    ...has(
      edges.some(({ mark }) => mark === 'holds'),
      { sign: line({ paint: 'text', width: 3.5 }), words: 'holds it' },
    ),
    ...has(
      edges.some(({ mark }) => mark === 'finding'),
      { sign: line({ paint: 'text', width: 2 }), words: 'part of the finding' },
    ),
    ...has(
      edges.some(({ kind }) => kind === 'loop-file' || kind === 'nbd-file'),
      {
        sign: line({ paint: 'layer-file', width: 1.5, dash: 'dashed' }),
        words: 'through a file',
      },
    ),
    ...has(
      nodes.some(({ isSuspended }) => isSuspended),
      { sign: hatched, words: 'Suspended' },
    ),
    ...has(
      nodes.some(({ isReadOnly }) => isReadOnly),
      { sign: padlock, words: 'Read-only' },
    ),
    ...layers.map(
      (layer): Item => ({ sign: (x, y) => layerChip(layer, x, y), words: LAYER_NAMES[layer].words }),
    ),
  ];
}

function line(stroke: Stroke): Item['sign'] {
  return (x, y) => [{ kind: 'path', d: `M${x} ${y + 8}H${x + CHIP.width}`, stroke }];
}

function hatched(x: number, y: number): readonly Shape[] {
  const box = {
    kind: 'rect',
    x: x + 0.5,
    y: y + 0.5,
    width: CHIP.width - 1,
    height: CHIP.height - 1,
    radius: 2,
  } as const;
  return [
    hatch(box, { paint: 'line-strong', width: 1.5 }, 6),
    { ...box, stroke: { paint: 'line-strong', width: 1 } },
  ];
}

function padlock(x: number, y: number): readonly Shape[] {
  return [padlockSign(x + CHIP.width / 2 - 4, y + 1)];
}
