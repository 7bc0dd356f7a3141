import type { Finding } from '../../lib/findings/finding.ts';
import {
  type DiagramQuestion,
  diagramOfDevice,
  diagramOfFinding,
  diagramOfHost,
} from '../../lib/picture/diagram/diagram-of.ts';
import { whatHolds } from '../../lib/picture/what-holds.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';

/** What the reader has picked out; each may be nothing. */
export type Picked = {
  readonly finding: Finding | null;
  readonly focus: Device | null;
  readonly selected: Device | null;
};

/** What a picture of all stacks is about. */
export const WHOLE = 'host';

/** `about` is another one where the picture is of other devices and should be looked at anew. */
export type PageQuestion = DiagramQuestion & { readonly about: string };

/**
 * What the diagram on the page is about: the device in focus, else the selected finding, else the whole host. A finding
 * keeps its marks while one of its devices is in focus, and what is selected in the whole host has its holders pointed out.
 */
export function questionOf(stack: Stack, found: readonly Finding[], picked: Picked): PageQuestion {
  const { finding, focus, selected } = picked;
  const ofFinding = finding && diagramOfFinding(stack, finding);
  if (focus) {
    const { input, heading } = diagramOfDevice(stack, focus);
    const marks = { ...input.marks, parts: ofFinding?.input.marks.parts ?? input.marks.parts };
    return { about: `device ${focus.identity}`, heading, input: { ...input, marks } };
  }
  if (finding && ofFinding) return { ...ofFinding, about: `finding ${finding.id}` };
  const whole = { ...diagramOfHost(stack, found), about: WHOLE };
  if (!selected) return whole;
  const { input, heading } = whole;
  return {
    about: WHOLE,
    heading: { title: heading.title, sentences: [...heading.sentences, ...whatHolds(stack, selected.devNo)] },
    input: { ...input, marks: { ...input.marks, target: selected.devNo } },
  };
}
