import type { GivenLine, IgnoredLine } from '../reading.ts';
import { isReport } from './commands.ts';
import { type Draft, newDraft } from './drafts.ts';
import { indentOf } from './indent.ts';
import { isBlank, type Piece } from './piece.ts';
import { isProse } from './prose.ts';
import { goesOn } from './runs.ts';

/** Outputs as they fill up, line by line. */
export type Sections = {
  readonly drafts: Draft[];
  readonly ignored: IgnoredLine[];
  current: Draft | null;
  /** The last run, which may go on after a gap, and that gap. */
  closed: Draft | null;
  gap: GivenLine[];
  /** The output that a quote ended in: the next quote goes on with it. */
  quoted: Draft | null;
};

const AROUND = 'text around the outputs';
/** `Output:` between a command and what it printed. */
const OUTPUT_WORD = /^\W{0,4}(?:(?:sample|example|expected|the) )?(?:output|result)s?\W{0,4}$/i;
/** Between two parts of an output more blank lines separate no better. */
const MOST_BLANKS = 3;

export function newSections(): Sections {
  return { drafts: [], ignored: [], current: null, closed: null, gap: [], quoted: null };
}

/** Begins an output; with null, only ends the one before. */
export function begin(sections: Sections, draft: Draft | null): void {
  if (draft) sections.drafts.push(draft);
  sections.current = draft;
  sections.closed = null;
  sections.gap = [];
}

export function ignore(sections: Sections, line: GivenLine, why: string): void {
  sections.ignored.push({ ...line, why });
}

export function addBlank(sections: Sections, line: GivenLine): void {
  if (sections.current?.by === 'run') {
    sections.closed = sections.current;
    sections.current = null;
  }
  const blanks = sections.current?.lines ?? sections.gap;
  const isLong =
    blanks.length >= MOST_BLANKS && blanks.slice(-MOST_BLANKS).every(({ text }) => isBlank(text));
  if ((sections.current || sections.closed) && !isLong) blanks.push(line);
}

/** An edge ends an output, but for a command whose output has not come yet. */
export function addEdge(sections: Sections, kind: Piece['kind']): void {
  const { current } = sections;
  if (kind === 'quote-close' && current && current.command !== '') sections.quoted = current;
  if (current && (waits(current) || (current.by === 'fence' && current.isEmpty))) return;
  begin(sections, kind === 'fence-open' ? newDraft('fence') : null);
  if (kind === 'quote-open') sections.current = sections.quoted;
}

export function addText(sections: Sections, line: GivenLine): void {
  leaveIndented(sections, line);
  const { current } = sections;
  const isLoose = !current || current.by === 'run';
  if ((isLoose || (current.isEmpty && current.command !== '')) && OUTPUT_WORD.test(line.text))
    ignore(sections, line, AROUND);
  else if (isLoose && isProse(line.text)) {
    begin(sections, null);
    ignore(sections, line, AROUND);
  } else append(sections, line);
}

/** What stands further left than the prompt is no longer its output. */
function leaveIndented(sections: Sections, line: GivenLine): void {
  const { current } = sections;
  if (!current || current.indent === 0 || indentOf(line.text) >= current.indent) return;
  if (current.isEmpty) current.indent = 0;
  else begin(sections, null);
}

function append(sections: Sections, line: GivenLine): void {
  if (!sections.current) beginRun(sections, line);
  if (!sections.current) return;
  sections.current.lines.push(line);
  sections.current.isEmpty = false;
}

function beginRun(sections: Sections, line: GivenLine): void {
  const { closed, gap } = sections;
  if (!closed || !goesOn(closed.lines[0]?.text ?? '', line.text)) {
    begin(sections, newDraft('run'));
    return;
  }
  for (const blank of gap) closed.lines.push(blank);
  sections.current = closed;
  sections.closed = null;
  sections.gap = [];
}

/** A command that prints something and has not yet: a fence or a quote between the two does not part them. */
function waits(draft: Draft): boolean {
  return draft.isEmpty && draft.command !== '' && (draft.by === 'heading' || isReport(draft.command));
}
