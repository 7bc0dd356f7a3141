import type { GivenLine, Output } from '../reading.ts';
import { areColumns, expandTabs } from './blanks.ts';
import { commonIndent, dedent, dressingIndent } from './indent.ts';
import { isBlank } from './piece.ts';

/** An output as far as it was read. */
export type Draft = {
  readonly command: string;
  /** What said that it begins: a run of lines has no other sign than a blank line before it. */
  readonly by: 'prompt' | 'heading' | 'fence' | 'run' | 'file';
  /** Of the prompt; what stands further left is no output of it. */
  indent: number;
  readonly lines: GivenLine[];
  isEmpty: boolean;
};

export function newDraft(by: Draft['by'], command = '', indent = 0): Draft {
  return { command, by, indent, lines: [], isEmpty: true };
}

/** Null where there is nothing to tell: a heading without anything below it. */
export function finishDraft(draft: Draft, path: string): Output | null {
  const lines = withoutEdges(draft.lines);
  if (lines.length === 0 && draft.by !== 'prompt') return null;
  const columns = indentToTake(draft, lines);
  const isTable = lines[0] !== undefined && areColumns(lines[0].text);
  if (columns === 0 && !isTable) return { command: draft.command, path, lines };
  const plain = lines.map(({ text, at }) => {
    const line = dedent(text, columns);
    return { text: isTable ? expandTabs(line) : line, at };
  });
  return { command: draft.command, path, lines: plain };
}

/** A command that is known may print blanks before all lines; a pipe may leave only such. */
function indentToTake(draft: Draft, lines: readonly GivenLine[]): number {
  if (draft.command === '') return dressingIndent(lines);
  const common = commonIndent(lines);
  const ofPrompt = Math.min(draft.indent, common);
  if (draft.command.includes('|') || common - ofPrompt < 4) return ofPrompt;
  return Math.max(ofPrompt, dressingIndent(lines));
}

function withoutEdges(lines: readonly GivenLine[]): readonly GivenLine[] {
  let start = 0;
  let end = lines.length;
  while (start < end && isBlank(lines[start]?.text ?? '')) start += 1;
  while (end > start && isBlank(lines[end - 1]?.text ?? '')) end -= 1;
  return start === 0 && end === lines.length ? lines : lines.slice(start, end);
}
