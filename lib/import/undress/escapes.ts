/** Sequences that a terminal acts on: CSI, then OSC and other strings up to their end, then the short ones. */
const SEQUENCE =
  /\x1b\[([\d;:?<=>]*)[ -/]*([@-~])|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]{1,3}[0-~]|\x1b[0-~]?/g;
/** The same where the escape character was shown (`^[[0m`) or got lost (`[0m`); not the hidden volumes of LVM, `[mirror_mlog]`. */
const SHOWN = /(?:\^\[|\u241b)\[[\d;?]{0,20}[A-Za-z]/g;
const LOST = /\[(?:0?\d|[349]\d)(?:;\d{1,3}){0,4}m(?![\w.+-]{0,128}\])/g;
/** The character set of the VT100 in which terminals without UTF-8 get the guides of a tree. */
const LINE_DRAWING = /\x1b\(0\x0f?([^\x1b]{0,200})(?:\x1b\(B)?/g;
const DRAWN: Readonly<Record<string, string>> = {
  q: '─',
  x: '│',
  t: '├',
  m: '└',
  w: '┬',
  n: '┼',
  l: '┌',
};

/** Those of a terminal end their colours, move or erase. A colour alone can be in a device's name. */
const OF_TERMINAL =
  /[\x00\x07\x08]|\x1b(?:\[(?:0*(?:;[\d;]{0,20})?m|\?|\d{0,4}[A-HJKP])|[\](])|(?:\^\[|\u241b)\[|\[0{1,2}m(?![\w.+-]{0,128}\])/;

/** Whether a text was on a terminal, by any line of it: most were not, and are spared the search. */
export function hasEscapes(text: string): boolean {
  return OF_TERMINAL.test(text);
}

/** One line as a terminal shows it: colours, titles, links and erased characters are gone. */
export function stripEscapes(text: string): string {
  const bare = text
    .replace(LINE_DRAWING, (_, letters: string) =>
      letters.replace(/[qxtmwnl]/g, (letter) => DRAWN[letter] ?? letter),
    )
    .replace(SHOWN, '')
    .replace(SEQUENCE, (_, count: string | undefined, final: string | undefined) =>
      final === 'C' ? ' '.repeat(Math.min(Number(count) || 1, 500)) : '',
    )
    .replace(LOST, '');
  return erase(bare).replace(/[\x00\x07]/g, '');
}

function erase(text: string): string {
  if (!text.includes('\b')) return text;
  const kept: string[] = [];
  for (const char of text) {
    if (char === '\b') kept.pop();
    else kept.push(char);
  }
  return kept.join('');
}
