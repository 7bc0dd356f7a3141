/** At blanks. A word longer than the line stays whole: names and UUIDs are there to be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** As an item of a list. */
export function asItem(sentence: string, width: number): readonly string[] {
  return wrap(sentence, width - 2).map((line, i) => `${i === 0 ? '- ' : '  '}${line}`);
}
