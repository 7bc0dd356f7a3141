import { fitText } from '../scene/fit-text.ts';
import { hatch } from '../scene/hatch.ts';
import { CHIP, layerChip } from '../scene/layer-chip.ts';
import { LAYER_PAINTS } from '../scene/paint-values.ts';
import type { GroupShape, RectShape, Shape, Stroke } from '../scene/scene.ts';
import { padlockSign, warningSign } from '../scene/signs.ts';
import { textWidth } from '../scene/text-width.ts';
import { BOX, noteWidth } from './device-box.ts';
import type { DiagramNode } from './diagram.ts';
import { FATE_PAINTS } from './mark-fates.ts';

const drawn = new WeakMap<DiagramNode, GroupShape>();

/** A device as a box: its layer's chip and words, its name, and what is worth a note. The same node is the same group. */
export function drawNode(node: DiagramNode): GroupShape {
  const group = drawn.get(node) ?? groupOf(node);
  drawn.set(node, group);
  return group;
}

const plain = new WeakMap<DiagramNode, GroupShape>();

/** Its box alone, its layer as a bar that can be seen from afar. */
export function drawPlainNode(node: DiagramNode): GroupShape {
  const { x, y, height, layer, identity } = node;
  const bar: Shape = { kind: 'rect', x, y, width: 36, height, fill: LAYER_PAINTS[layer] };
  const group = plain.get(node) ?? {
    kind: 'group',
    title: titleOf(node),
    identity,
    shapes: [...frame(node), bar],
  };
  plain.set(node, group);
  return group;
}

function groupOf(node: DiagramNode): GroupShape {
  const shapes = [...frame(node), ...head(node), ...name(node), ...notes(node), ...tab(node), ...stubs(node)];
  return { kind: 'group', title: titleOf(node), identity: node.identity, shapes };
}

function titleOf(node: DiagramNode): string {
  const notes = node.notes.map(({ text }) => text);
  return [node.fullName, [node.words, node.devNo, node.size, ...notes].filter(Boolean).join(', ')].join('\n');
}

function frame(node: DiagramNode): readonly Shape[] {
  const { x, y, width, height, isTarget, holdsTarget, part, isMissing, isSuspended, layer } = node;
  const { fate } = node;
  const isStrong = isTarget || holdsTarget || part !== null;
  const box: RectShape = { kind: 'rect', x, y, width, height, radius: 4 };
  const isFile = (layer === 'loop' || layer === 'nbd') && !isStrong;
  const outline: Stroke = isMissing
    ? { paint: 'bad', width: 1.5, dash: 'dotted' }
    : fate !== undefined
      ? { paint: FATE_PAINTS[fate], width: 2, ...(fate === 'removed' ? { dash: 'dashed' } : {}) }
      : isFile
        ? { paint: 'layer-file', width: 1, dash: 'dashed' }
        : { paint: isStrong ? 'text' : 'line-strong', width: isTarget ? 3 : isStrong ? 2 : 1 };
  const tint: RectShape = { ...box, fill: LAYER_PAINTS[layer], opacity: isMissing ? 0 : 0.06 };
  const lines = isSuspended ? [hatch(box, { paint: 'line-strong', width: 1.5 }, 9)] : [];
  return [{ ...box, fill: 'surface' }, tint, ...lines, { ...box, stroke: outline }];
}

function head({ x, y, width, layer, words, size, isReadOnly }: DiagramNode): readonly Shape[] {
  const left = x + BOX.padding + CHIP.width + 7;
  const right = x + width - BOX.padding;
  const sizeWidth = size === '' ? 0 : textWidth(size, 'mono', 11) + 8;
  const room = right - left - sizeWidth - (isReadOnly ? 16 : 0);
  const said = fitText(words, { face: 'text', size: 12 }, room);
  return [
    ...layerChip(layer, x + BOX.padding, y + 8),
    { kind: 'text', x: left, y: y + 20, text: said, face: 'text', size: 12, paint: 'text-soft' },
    ...(size === ''
      ? []
      : [
          {
            kind: 'text',
            x: right,
            y: y + 20,
            text: size,
            face: 'mono',
            size: 11,
            paint: 'text-soft',
            anchor: 'end',
          } as const,
        ]),
    ...(isReadOnly ? [padlockSign(right - sizeWidth - 10, y + 9)] : []),
  ];
}

function name({ x, y, name: lines }: DiagramNode): readonly Shape[] {
  return lines.map((text, i) => ({
    kind: 'text',
    x: x + BOX.padding,
    y: y + 40 + i * 16,
    text,
    face: 'mono',
    size: BOX.nameSize,
    paint: 'text',
    isBold: true,
  }));
}

function notes(node: DiagramNode): readonly Shape[] {
  let x = node.x + BOX.padding;
  const y = node.y + node.height - 9;
  return node.notes.flatMap((note): readonly Shape[] => {
    const at = x;
    x += noteWidth(note) + 14;
    const isUrgent = note.tone === 'bad' || note.tone === 'warn';
    const paint = note.tone === 'bad' ? 'bad' : note.tone === 'warn' ? 'warn' : 'text-soft';
    const text = { kind: 'text', y, text: note.text, face: 'text', size: BOX.noteSize, paint } as const;
    if (!isUrgent) return [{ ...text, x: at }];
    return [
      warningSign(at, y - 9, note.tone === 'bad' ? 'bad' : 'warn'),
      { ...text, x: at + 14, isBold: true },
    ];
  });
}

/** What the device is to the finding or the question, on a tab at its head. */
function tab({ x, y, isTarget, part, fate }: DiagramNode): readonly Shape[] {
  const text = part ?? (isTarget ? 'this device' : null);
  if (text === null) return [];
  const shown = fitText(text, TAB, 220);
  const width = textWidth(shown, 'text', TAB.size) + 14;
  return [
    {
      kind: 'rect',
      x: x + 8,
      y: y - 17,
      width,
      height: 17,
      radius: 3,
      fill: fate ? FATE_PAINTS[fate] : 'text',
    },
    { kind: 'text', x: x + 15, y: y - 5, text: shown, ...TAB, paint: 'surface', isBold: true },
  ];
}

const TAB = { face: 'text', size: 11 } as const;

/** What is joined to it and not drawn. */
function stubs({ x, y, width, height, hiddenHolders, hiddenBases }: DiagramNode): readonly Shape[] {
  const right = x + width - 14;
  return [
    ...(hiddenHolders === 0
      ? []
      : stub(right, y, { to: y - 14, text: `+ ${counted(hiddenHolders, 'holder')}`, textY: y - 6 })),
    ...(hiddenBases === 0
      ? []
      : stub(right, y + height, {
          to: y + height + 14,
          text: `+ ${counted(hiddenBases, 'base')}`,
          textY: y + height + 13,
        })),
  ];
}

function stub(
  x: number,
  y: number,
  label: { readonly to: number; readonly text: string; readonly textY: number },
): readonly Shape[] {
  return [
    { kind: 'path', d: `M${x} ${y}V${label.to}`, stroke: { paint: 'guide', width: 1.25 } },
    {
      kind: 'text',
      x: x - 6,
      y: label.textY,
      text: label.text,
      face: 'text',
      size: 11,
      paint: 'text-quiet',
      anchor: 'end',
    },
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
