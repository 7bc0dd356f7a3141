import type { Host } from '../../stack/stack.ts';
import { utcText } from '../../text/time-text.ts';
import { fitText, wrapText } from './fit-text.ts';
import type { Shape } from './scene.ts';

export type Heading = {
  /** What the picture shows. */
  readonly title: string;
  /** Sentences that say in words what it shows. */
  readonly sentences: readonly string[];
};

/** The lines at the head of a picture: what it is, of which host and moment, and what it says. */
export function headingShapes(
  heading: Heading,
  host: Host,
  box: { readonly x: number; readonly width: number },
) {
  const { x, width } = box;
  const shapes: Shape[] = [];
  let y = 42;
  for (const text of wrapText(heading.title, TITLE, width).slice(0, 3)) {
    shapes.push({ kind: 'text', x, y, text, ...TITLE, paint: 'text', isBold: true });
    y += 24;
  }
  const moment = [host.name, utcText(host.timeSeconds * 1000), host.kernel && `Linux ${host.kernel}`];
  const text = fitText(moment.filter(Boolean).join(' · '), PLAIN, width);
  shapes.push({ kind: 'text', x, y: y - 3, text, ...PLAIN, paint: 'text-quiet' });
  y += 24;
  for (const sentence of heading.sentences) {
    for (const line of wrapText(sentence, PLAIN, width)) {
      shapes.push({ kind: 'text', x, y, text: line, ...PLAIN, paint: 'text' });
      y += 19;
    }
  }
  return { shapes, height: y };
}

const TITLE = { face: 'text', size: 17 } as const;
const PLAIN = { face: 'text', size: 13 } as const;
