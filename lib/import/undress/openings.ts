import { type Draft, newDraft } from './drafts.ts';
import { readHeading } from './headings.ts';
import { indentOf } from './indent.ts';
import { isBlank, type Piece } from './piece.ts';
import { isPromptTop } from './prompt-tops.ts';
import { readPrompt } from './prompts.ts';
import { isProse } from './prose.ts';
import { isScriptLine, watchedCommand } from './recordings.ts';

/** What a line begins. A draft of null: it only ends what was before it, as a prompt without a command does. */
export type Opening = {
  readonly draft: Draft | null;
  /** The last piece that is part of it. */
  readonly last: number;
};

const MAIL_SIGNATURE = '--';
const RULER = /^\s{0,8}(?:-{3,}|={3,}|~{3,}|#{3,}|\*{3,}|\+{3,})\s*$/;

/** Null: the line begins nothing. `current` is the output that it would end. */
export function openingAt(pieces: readonly Piece[], at: number, current: Draft | null): Opening | null {
  const text = textAt(pieces, at);
  if (isScriptLine(text)) return { draft: null, last: at };
  const watched = watchedCommand(text);
  if (watched !== null) return { draft: newDraft('prompt', watched), last: at };
  const prompt = readPrompt(text);
  if (prompt?.command === '' || text.trimEnd() === MAIL_SIGNATURE) return { draft: null, last: at };
  if (prompt) {
    const { command, last } = continued(prompt.command, pieces, at);
    return { draft: newDraft('prompt', command, indentOf(text)), last };
  }
  if (isPromptTop(text, textAt(pieces, at + 1), isBlank(textAt(pieces, at - 1))))
    return { draft: null, last: at };
  return headingAt(pieces, at, current);
}

/** A heading, with the ruler above and below it. */
function headingAt(pieces: readonly Piece[], at: number, current: Draft | null): Opening | null {
  const isRuled = RULER.test(textAt(pieces, at));
  const on = isRuled ? at + 1 : at;
  const heading = readHeading(textAt(pieces, on));
  if (!heading) return null;
  const last = RULER.test(textAt(pieces, on + 1)) ? on + 1 : on;
  const isFree =
    current === null || current.by === 'run' || current.isEmpty || isBlank(textAt(pieces, at - 1));
  if (heading.isBare && !(isFree && isFollowed(pieces, last))) return null;
  return { draft: newDraft('heading', heading.command), last };
}

function textAt(pieces: readonly Piece[], at: number): string {
  return pieces[at]?.text ?? '';
}

/** Whether something that can be an output comes soon. */
function isFollowed(pieces: readonly Piece[], at: number): boolean {
  const next = pieces.slice(at + 1, at + 4).find(({ kind, text }) => kind !== 'line' || !isBlank(text));
  return next !== undefined && (next.kind !== 'line' || !isProse(next.text));
}

/** A command that a backslash breaks goes on in the next line, after the shell's `> `, which looks like a quote. */
function continued(typed: string, pieces: readonly Piece[], at: number) {
  const parts: string[] = [];
  let open = typed;
  let last = at;
  while (open.endsWith('\\') && last + 1 < pieces.length) {
    parts.push(open.slice(0, -1).trim());
    last += 1;
    while (pieces[last]?.kind !== 'line' && last + 1 < pieces.length) last += 1;
    open = textAt(pieces, last)
      .replace(/^\s*> ?/, '')
      .trim();
  }
  return { command: [...parts, open].join(' ').trim(), last };
}
