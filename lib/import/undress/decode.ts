import { plainBlanks } from './blanks.ts';
import { decodeEntities } from './entities.ts';
import { hasEscapes, stripEscapes } from './escapes.ts';
import { hasMarkup, markupReader } from './markup.ts';
import { repairGuides } from './mojibake.ts';
import { givenLines, type Piece } from './piece.ts';

const NOT_PLAIN = /[^\t\x20-\x7e]|\?\?/;

/** More blank lines in a row separate no better, and there may be millions. */
const MOST_BLANKS = 4;

/** The lines of a text as characters that a terminal would show, without the tags, entities and code pages they came through. */
export function decode(text: string): readonly Piece[] {
  const readMarkup = hasMarkup(text) ? markupReader() : null;
  const strip = hasEscapes(text) ? stripEscapes : (line: string) => line;
  const pieces: Piece[] = [];
  let at = 0;
  let blanks = 0;
  for (const given of givenLines(text)) {
    at += 1;
    blanks = given === '' ? blanks + 1 : 0;
    if (blanks > MOST_BLANKS) continue;
    const line = strip(given);
    if (!readMarkup || !/[<[{]/.test(line)) pieces.push({ kind: 'line', text: decodeText(line), at });
    else
      for (const piece of readMarkup(line, at))
        pieces.push({ kind: piece.kind, text: decodeText(piece.text), at });
  }
  return pieces;
}

function decodeText(text: string): string {
  const decoded = decodeEntities(text);
  const shown = decoded !== text && hasEscapes(decoded) ? stripEscapes(decoded) : decoded;
  return NOT_PLAIN.test(shown) ? plainBlanks(repairGuides(shown)) : shown;
}
