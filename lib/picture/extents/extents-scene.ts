import type { Host } from '../../stack/stack.ts';
import { exactBytes } from '../../text/exact-size.ts';
import { formatSectors } from '../../text/size.ts';
import { printable } from '../scene/fit-text.ts';
import { type Heading, headingShapes } from '../scene/heading.ts';
import type { Scene, Shape } from '../scene/scene.ts';
import { counted, EXTENTS_WIDTH } from './cell.ts';
import { drawFills } from './draw-fills.ts';
import { drawList } from './draw-list.ts';
import { drawRuler, drawSegments, drawUsed } from './draw-rows.ts';
import type { Extents } from './extents.ts';
import { sectorsIn } from './range.ts';

const MARGIN = 28;

/** The whole picture: what uses the device above its scale, what it is made of below, then fills, and every range in figures. */
export function extentsScene(extents: Extents, host: Host): Scene {
  const heading = extentsHeading(extents);
  const head = headingShapes(heading, host, { x: MARGIN, width: EXTENTS_WIDTH });
  const body = inSections([
    ...barsOf(extents, EXTENTS_WIDTH),
    { title: 'How full', drawn: drawFills(extents.fills) },
    { title: 'In figures', drawn: drawList(extents) },
  ]);
  const at = { x: MARGIN, y: head.height + 12 };
  return {
    width: EXTENTS_WIDTH + 2 * MARGIN,
    height: at.y + body.height + 10,
    title: `${heading.title}. ${heading.sentences.join(' ')}`.trimEnd(),
    shapes: [...head.shapes, { kind: 'group', title: null, identity: null, at, shapes: body.shapes }],
  };
}

/** The ranges alone, as wide as there is room: for a page that says the figures in its own way. */
export function extentsBars(extents: Extents, width: number): Drawn {
  return inSections(barsOf(extents, width));
}

function barsOf(extents: Extents, width: number): readonly Section[] {
  return [
    { title: 'Used by', drawn: drawUsed(extents, width) },
    { title: '', drawn: drawRuler(extents, width) },
    { title: 'Lies on', drawn: drawSegments(extents, width) },
  ];
}

type Drawn = { readonly shapes: readonly Shape[]; readonly height: number };
type Section = { readonly title: string; readonly drawn: Drawn };

function inSections(sections: readonly Section[]): Drawn {
  const shapes: Shape[] = [];
  let y = 0;
  for (const { title, drawn } of sections) {
    if (drawn.height === 0) continue;
    if (title !== '') {
      shapes.push({
        kind: 'text',
        x: 0,
        y: y + 12,
        text: title,
        face: 'text',
        size: 12,
        paint: 'text-soft',
        isBold: true,
      });
      y += 22;
    }
    shapes.push({ kind: 'group', title: null, identity: null, at: { x: 0, y }, shapes: drawn.shapes });
    y += drawn.height + 18;
  }
  return { shapes, height: y };
}

export function extentsHeading(extents: Extents): Heading {
  return { title: `Extents of ${extents.device.name}`, sentences: sentencesOf(extents) };
}

function sentencesOf(extents: Extents): readonly string[] {
  const { sizeSectors, used, gaps, overlaps, unplaced } = extents;
  const wrong = overlaps.filter(({ isShared }) => !isShared);
  const sentences = [
    sizeSectors === 0
      ? 'The capture does not tell its size.'
      : `${formatSectors(sizeSectors)}: ${exactBytes(sizeSectors * 512)}.`,
  ];
  if (used.length === 0 && unplaced.length === 0)
    sentences.push('No table and no partition uses a range of it.');
  if (used.length > 0) {
    const free = sectorsIn(gaps);
    const ranges = counted(used.length, 'range');
    sentences.push(
      free === 0
        ? `All of it is used, in ${ranges}.`
        : `${ranges} of it ${used.length === 1 ? 'is' : 'are'} used; ${formatSectors(free)} in ${counted(gaps.length, 'gap')} are not mapped.`,
    );
  }
  if (wrong.length > 0)
    sentences.push(`${formatSectors(sectorsIn(wrong))} are used twice, by what should not share.`);
  if (unplaced.length > 0) {
    const names = unplaced.slice(0, 3).map(({ name }) => name);
    const more = unplaced.length > 3 ? ` and ${unplaced.length - 3} more` : '';
    sentences.push(`Nothing tells where in it lies ${names.join(', ')}${more}.`);
  }
  return sentences.map(printable);
}
