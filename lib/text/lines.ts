/** Calls `visit` with each line of a text and its number, from 1. A newline at the very end begins no further line. */
export function forEachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 0;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    number += 1;
    visit(text.slice(start, end), number);
    start = end + 1;
  }
}
