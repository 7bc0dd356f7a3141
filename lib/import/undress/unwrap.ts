import type { GivenLine } from '../reading.ts';

const MOST_JOINED = 3;
/** A shorter line would have had room for the next word, whatever the width of the mail. */
const LEAST_WIDTH = 60;

/**
 * Lines that mail wrapped (format=flowed, or hard at 70 to 78) or a terminal cut, joined again: a line that is not whole with the next
 * ones that are not whole either, where only the join is whole. All others stay. A joined line has the number of its first.
 */
export function unwrap(
  lines: readonly GivenLine[],
  isWholeLine: (text: string) => boolean,
): readonly GivenLine[] {
  const whole = lines.map(({ text }) => isWholeLine(text));
  const joined: GivenLine[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const parts = whole[i] ? 1 : countOfParts(lines, whole, i);
    const most = parts > 1 ? joinOf(lines.slice(i, i + parts), isWholeLine) : null;
    joined.push(most ? { text: most.text, at: line.at } : line);
    if (most) i += most.parts - 1;
  }
  return joined;
}

/** How many lines from this one on are not whole, at most those that can be joined. */
function countOfParts(lines: readonly GivenLine[], whole: readonly boolean[], from: number): number {
  let count = 1;
  while (count <= MOST_JOINED && isPart(lines[from + count], whole[from + count])) count += 1;
  return count;
}

function isPart(line: GivenLine | undefined, isWhole: boolean | undefined): boolean {
  return line !== undefined && isWhole === false && line.text.trim() !== '';
}

function joinOf(lines: readonly GivenLine[], isWholeLine: (text: string) => boolean) {
  for (const separator of [' ', '']) {
    let text = lines[0]?.text ?? '';
    for (let parts = 1; parts < lines.length; parts++) {
      const next = lines[parts]?.text ?? '';
      if (!isWrapped(text, next)) break;
      text = text.endsWith(' ') ? text + next.trimStart() : text + separator + next.trimStart();
      if (isWholeLine(text)) return { text, parts: parts + 1 };
    }
  }
  return null;
}

function isWrapped(text: string, next: string): boolean {
  const word = next.trimStart();
  const blank = word.indexOf(' ');
  return text.endsWith(' ') || text.length + (blank < 0 ? word.length : blank) >= LEAST_WIDTH;
}
