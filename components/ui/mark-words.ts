export type MarkedPart = { readonly text: string; readonly isMarked: boolean };

/** Cuts a text where any of the words begins or ends in it, whatever the case. `words` are lower case. */
export function markWords(text: string, words: readonly string[]): readonly MarkedPart[] {
  const lower = text.toLowerCase();
  // Lower case can be longer than the text itself (İ); positions would then not fit.
  if (words.length === 0 || lower.length !== text.length) return [{ text, isMarked: false }];
  const isMarked = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      isMarked.fill(true, at, at + word.length);
    }
  }
  const parts: MarkedPart[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start + 1;
    while (end < text.length && isMarked[end] === isMarked[start]) end += 1;
    parts.push({ text: text.slice(start, end), isMarked: isMarked[start] === true });
    start = end;
  }
  return parts;
}
