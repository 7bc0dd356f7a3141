import type { IgnoredLine } from '../reading.ts';
import type { Draft } from './drafts.ts';
import { newDraft } from './drafts.ts';
import { isOneOutput } from './named-file.ts';
import { afterPassword, whyNoise } from './noise.ts';
import { openingAt } from './openings.ts';
import { isBlank, type Piece } from './piece.ts';
import { addBlank, addEdge, addText, begin, ignore, newSections, type Sections } from './sections.ts';

/** What the lines of a text came to: outputs, lines that belong to none, and the numbers of those that are dressing. */
export type Collected = {
  readonly drafts: readonly Draft[];
  readonly ignored: readonly IgnoredLine[];
  readonly dressing: readonly number[];
};

/** Reads lines in order; each begins an output, goes on with one, or stands around them. */
export function collect(pieces: readonly Piece[], path: string): Collected {
  const sections = newSections();
  const dressing: number[] = [];
  if (isOneOutput(path)) begin(sections, newDraft('file'));
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece) break;
    if (piece.kind !== 'line' || isBlank(piece.text)) {
      dressing.push(piece.at);
      if (piece.kind !== 'line') addEdge(sections, piece.kind);
      else addBlank(sections, { text: piece.text, at: piece.at });
    } else if (!addNoise(sections, piece)) {
      const opening = openingAt(pieces, i, sections.current);
      if (!opening) {
        addText(sections, { text: piece.text, at: piece.at });
        continue;
      }
      for (let k = i; k <= opening.last; k++) dressing.push(pieces[k]?.at ?? 0);
      begin(sections, opening.draft);
      i = opening.last;
    }
  }
  return { drafts: sections.drafts, ignored: sections.ignored, dressing };
}

/** Whether it was a line that no command meant for its output. An output can begin behind sudo's question. */
function addNoise(sections: Sections, { text, at }: Piece): boolean {
  const why = whyNoise(text);
  if (why !== null) {
    ignore(sections, { text, at }, why);
    return true;
  }
  const answer = afterPassword(text);
  if (answer === null) return false;
  if (isBlank(answer)) ignore(sections, { text, at }, 'sudo asks for a password');
  else addText(sections, { text: answer, at });
  return true;
}
