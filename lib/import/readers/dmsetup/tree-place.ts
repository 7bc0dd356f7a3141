import type { GivenLine } from '../../reading.ts';
import { plainGuides } from '../../tree-lines.ts';

/** A label's end: a number or a kernel's name, then attributes. */
const NUMBER = '(?:<[^<> ]+> )?\\(\\d{1,10}:\\d{1,10}\\)|<[^<> -][^<> ]*>|\\(dm-\\d+\\)';
const NUMBERED = new RegExp(`(?:^|[\\s|\`-])(?:${NUMBER})(?: \\[[^\\[\\]]*\\])?$`);
const ATTRIBUTES = '(?: \\[(?:ACTIVE|SUSPENDED|RW|RO|\\d+)\\b[^\\[\\]]*\\])?';
const ANNOTATED = new RegExp(`^(.*?(?:^|[\\s|\`-])(?:${NUMBER})${ATTRIBUTES})(\\s+\\S.*)$`, 's');
const LENGTH_AT_MOST = 1000;

/** A line that may be one of a tree, its guides in ASCII and without what somebody wrote behind it. */
export type TreeLine = {
  readonly line: GivenLine;
  readonly text: string;
  /** Column behind the guides; 0 for a line without. */
  readonly guideEnd: number;
  /** Ends in a number or a kernel's name. */
  readonly isNumbered: boolean;
  readonly isCut: boolean;
  readonly remark: string | null;
};

export function treeLine(line: GivenLine): TreeLine {
  const whole = plainGuides(line.text).replaceAll('\r', '').trimEnd();
  const end = guideEnd(whole);
  const treeLineOf = (text: string, remark: string | null): TreeLine => ({
    line,
    text,
    guideEnd: end,
    isNumbered: text.length <= LENGTH_AT_MOST && NUMBERED.test(text),
    isCut: text.endsWith('...'),
    remark,
  });
  if (whole.length > LENGTH_AT_MOST || whole.endsWith('...') || NUMBERED.test(whole))
    return treeLineOf(whole, null);
  const [, label, remark] = ANNOTATED.exec(whole) ?? [];
  // In the middle of a sentence a number says nothing.
  const isLabel = label !== undefined && (end > 0 || /^\s*\S+ [(<]/.test(label));
  return isLabel && remark !== undefined ? treeLineOf(label, remark.trim()) : treeLineOf(whole, null);
}

function guideEnd(text: string): number {
  let at = 0;
  while (text[at] === ' ' || (text[at] === '|' && text[at + 1] !== '-')) at += 1;
  return text.startsWith('|-', at) || text.startsWith('`-', at) ? at + 2 : 0;
}

/** The letters that `-o vt100` draws with, where the escapes around them are gone. */
export function withoutLetters({ text, at }: GivenLine): GivenLine {
  const [guides = '', ...rest] = /^(?: (?:x | {2}))* [tm]q/.exec(text) ?? [];
  if (guides === '' || rest.length > 0) return { text, at };
  const drawn = guides.replaceAll('tq', '|-').replaceAll('mq', '`-').replaceAll('x', '|');
  return { text: drawn + text.slice(guides.length), at };
}
