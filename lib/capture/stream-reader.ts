import type { Problem } from '../problem.ts';
import { decodeHostText } from '../text/host-text.ts';
import { createByteQueue } from './byte-queue.ts';
import { CAPTURE_MAGIC, type Capture, type Section, type SectionState } from './capture.ts';

/**
 * Reads what the collector prints, as it comes, in chunks of any size. It is total: what it cannot make sense of is a
 * problem event, and reading goes on at the next header. A core capture is published whole or not at all, so that
 * nobody ever sees the tables of one moment with the dependencies of another.
 */

export type StreamEvent =
  | { readonly kind: 'core'; readonly capture: Capture }
  /** An extra section arrived; `capture` is the last core capture with all extra sections so far. */
  | { readonly kind: 'extra'; readonly capture: Capture; readonly name: string }
  /** A sign of life. `busy` names the section the core capture is at; empty when idle. */
  | { readonly kind: 'tick'; readonly uptimeSeconds: number; readonly busy: string }
  | { readonly kind: 'problem'; readonly problem: Problem };

export type StreamReader = {
  readonly push: (chunk: Uint8Array) => readonly StreamEvent[];
  /** No more will come: a section that was cut short is published as far as it got, with a problem. */
  readonly end: () => readonly StreamEvent[];
};

const HEADER = /^%% (begin|section|note|end|tick) (.*)$/s;
const NO_SECTIONS: ReadonlyMap<string, Section> = new Map();
const HEADER_START = new TextEncoder().encode('\n%% ');

type Fields = Readonly<Record<string, string>>;

/** `a=1 b=2 command=the rest of the line`; `command` and `text` take the rest. */
function parseFields(text: string): Fields {
  const fields: Record<string, string> = {};
  const pattern = /([a-z]+)=/y;
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const key = pattern.exec(text)?.[1];
    if (key === undefined) break;
    const from = at + key.length + 1;
    const blank = text.indexOf(' ', from);
    const to = key === 'command' || key === 'text' || blank < 0 ? text.length : blank;
    fields[key] = text.slice(from, to);
    at = to + 1;
  }
  return fields;
}

function count(text: string | undefined): number {
  return text !== undefined && /^\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : 0;
}

function stateOf(text: string | undefined): SectionState {
  return text === 'late' || text === 'absent' || text === 'skipped' ? text : 'done';
}

function sectionOf(fields: Fields, text: string, sequence: number): Section {
  const state = stateOf(fields.state);
  return {
    name: fields.name ?? '',
    tier: fields.tier === 'extra' ? 'extra' : 'core',
    state,
    sequence,
    exitStatus: state === 'done' ? count(fields.status) : null,
    durationMs: count(fields.ms),
    command: fields.command ?? '',
    note: '',
    text,
  };
}

export function createStreamReader(): StreamReader {
  const queue = createByteQueue();
  let events: StreamEvent[] = [];
  let lineNumber = 0;
  let hasMagic = false;
  /** The capture between `begin` and `end`. */
  let open: Capture | null = null;
  let latest: Capture | null = null;
  /** A section whose body has not fully arrived. */
  let awaited: { readonly fields: Fields; readonly bytes: number; isDamaged: boolean } | null = null;

  function complain(message: string, text: string): void {
    const problem = { section: 'capture', line: lineNumber, message, text: text.slice(0, 200) };
    events.push({ kind: 'problem', problem });
  }

  function store(section: Section): void {
    if (open) {
      open = { ...open, sections: new Map(open.sections).set(section.name, section) };
    } else if (latest) {
      latest = { ...latest, sections: new Map(latest.sections).set(section.name, section) };
      events.push({ kind: 'extra', capture: latest, name: section.name });
    } else {
      complain('a section before any capture began', section.name);
    }
  }

  function attachNote(fields: Fields): void {
    const section = (open ?? latest)?.sections.get(fields.name ?? '');
    if (section) store({ ...section, note: [section.note, fields.text].filter(Boolean).join(' ') });
    else complain('a note on a section that is not here', fields.name ?? '');
  }

  function header(line: string): void {
    const [, kind, rest = ''] = HEADER.exec(line) ?? [];
    const fields = parseFields(rest);
    if (kind === 'begin') {
      if (open) complain('a capture began before the last one ended; that one is dropped', line);
      open = {
        sequence: count(fields.seq),
        timeSeconds: count(fields.time),
        reason: fields.reason ?? '',
        host: fields.host ?? '',
        durationMs: 0,
        sections: latest?.sections ?? NO_SECTIONS,
      };
    } else if (kind === 'section') {
      awaited = { fields, bytes: count(fields.bytes), isDamaged: false };
    } else if (kind === 'note') {
      attachNote(fields);
    } else if (kind === 'end' && open) {
      latest = { ...open, durationMs: count(fields.ms) };
      open = null;
      events.push({ kind: 'core', capture: latest });
    } else if (kind === 'tick') {
      events.push({ kind: 'tick', uptimeSeconds: count(fields.uptime), busy: fields.busy ?? '' });
    } else if (line === CAPTURE_MAGIC) {
      hasMagic = true;
    } else if (line !== '') {
      complain(hasMagic ? 'not a line of a capture' : `a capture begins with "${CAPTURE_MAGIC}"`, line);
    }
  }

  function finishSection(body: Uint8Array): void {
    if (!awaited) return;
    const text = decodeHostText(body);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineNumber += 1;
    lineNumber += 1;
    store(sectionOf(awaited.fields, text, (open ?? latest)?.sequence ?? 0));
    awaited = null;
  }

  /** Takes the awaited body if it is all there; false to wait for more. */
  function takeBody(isLast: boolean): boolean {
    if (!awaited) return false;
    const { bytes } = awaited;
    if (!awaited.isDamaged) {
      if (queue.length() < bytes + 1 && !isLast) return false;
      const follows = queue.peek(bytes + 1, 3);
      const isWhole =
        queue.at(bytes) === 10 && (follows === '' || follows === '%% '.slice(0, follows.length));
      if (isWhole) {
        finishSection(queue.take(bytes));
        queue.drop(1);
        return true;
      }
      awaited.isDamaged = true;
      complain(
        'the byte count is wrong; the section is taken up to the next header',
        awaited.fields.name ?? '',
      );
    }
    // An empty body is followed by its newline at once, so the search begins one byte early.
    const at = queue.indexOf(HEADER_START);
    if (at < 0 && !isLast) return false;
    finishSection(queue.take(at < 0 ? queue.length() : at));
    queue.drop(1);
    return true;
  }

  function drain(isLast: boolean): void {
    while (true) {
      if (awaited) {
        if (!takeBody(isLast)) return;
        continue;
      }
      const line = queue.takeLine(isLast);
      if (line === null) return;
      lineNumber += 1;
      header(decodeHostText(line));
    }
  }

  function flush(isLast: boolean): readonly StreamEvent[] {
    drain(isLast);
    const out = events;
    events = [];
    return out;
  }

  return {
    push: (chunk) => {
      queue.add(chunk);
      return flush(false);
    },
    end: () => {
      const before = flush(true);
      if (!open) return before;
      complain('the capture was cut short', '');
      events.push({ kind: 'core', capture: open });
      open = null;
      return [...before, ...flush(true)];
    },
  };
}
