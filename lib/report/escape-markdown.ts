import { printableHostText } from '../text/host-text.ts';

/**
 * Text within a line of Markdown (CommonMark, with GitHub's tables): what would begin markup has a backslash. A colon
 * before slashes gets one as well, so that no address becomes a link.
 */
export function escapeMarkdown(text: string): string {
  return printableHostText(text)
    .toWellFormed()
    .replace(/[\\`*_[\]<>|~&$]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=\bwww)\./gi, '\\$&');
}

/** The same at the beginning of a line, where more signs are markup: of headings, lists, rules. */
export function escapeMarkdownLine(text: string): string {
  return escapeMarkdown(text)
    .replace(/^\s+/, '')
    .replace(/^[#+=:-]/, '\\$&')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\');
}

/** Lines between fences that are longer than anything in them. */
export function fenced(lines: readonly string[]): readonly string[] {
  const shown = lines.map((line) => printableHostText(line).toWellFormed());
  const runs = shown.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}text`, ...shown, fence];
}
