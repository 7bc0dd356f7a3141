import type { IgnoredLine, Output } from '../reading.ts';
import { collect } from './collect.ts';
import { decode } from './decode.ts';
import { finishDraft } from './drafts.ts';
import { flatten } from './layers.ts';
import { givenLines, isBlank } from './piece.ts';

/**
 * What people paste or save is outputs of commands in some dressing: how a terminal showed them, how a page, a mail or a forum quoted
 * them, and what was written around them. This takes the dressing off and gives the outputs. Every line of the text that is not blank is
 * in one output, ignored with a reason, or dressing.
 */
export type Undressed = {
  readonly outputs: readonly Output[];
  readonly ignored: readonly IgnoredLine[];
};

/** `path` is that of the file, empty for a paste. Total, and linear in the text. */
export function undress(text: string, path: string): Undressed {
  const { outputs, ignored } = undressAll(text, path);
  return { outputs, ignored };
}

/** The numbers of the lines, from 1, that are neither in an output nor ignored: prompts, headings, fences and the like. */
export function dressingLines(text: string, path: string): ReadonlySet<number> {
  const { outputs, ignored, dressing } = undressAll(text, path);
  const others = new Set([...printedLines(outputs), ...ignored.map(({ at }) => at)]);
  const given = givenLines(text);
  return new Set([...dressing].filter((at) => !others.has(at) && !isBlank(given[at - 1] ?? '')));
}

function undressAll(text: string, path: string) {
  const { drafts, ignored, dressing } = collect(flatten(decode(text)), path);
  const outputs = drafts.map((draft) => finishDraft(draft, path)).filter((output) => output !== null);
  if (ignored.length === 0) return { outputs, ignored, dressing };
  // One line of a page can hold both (`<br>`): then it is told as an output.
  const printed = printedLines(outputs);
  return { outputs, ignored: ignored.filter(({ at }) => !printed.has(at)), dressing };
}

function printedLines(outputs: readonly Output[]): ReadonlySet<number> {
  const printed = new Set<number>();
  for (const { lines } of outputs) for (const { text, at } of lines) if (!isBlank(text)) printed.add(at);
  return printed;
}
