import type { Capture } from '../capture/capture.ts';
import type { Parsed } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { importedSection } from './imported-section.ts';
import { WHOLE_LISTS, type WholeList } from './reading.ts';

/**
 * Where a capture came from that no collector took, and which facts it lacks. It travels as a section of the capture, so that
 * a capture saved again still says what it is made of.
 */
export type Origin = {
  readonly kind: 'sosreport' | 'supportconfig' | 'outputs' | 'text';
  /** The file, the folder or the report it was, as it was called. */
  readonly name: string;
  /** The commands whose output was read, in the order in which it was given. */
  readonly sources: readonly string[];
  /** Of these, those that were given more than once: the last output counts. */
  readonly repeated: readonly string[];
  /** Lists that are whole: what is not in them is not there. */
  readonly whole: readonly WholeList[];
  /** Lines that were given and not used; each is a problem of the stack. */
  readonly ignoredLines: number;
  /** In words that go on after "it does not tell": `open counts`, `device numbers (they are made up)`. */
  readonly missing: readonly string[];
};

/** With the commands whose output each section of the capture was made from, by the section's name. */
export type OriginOfCapture = Origin & { readonly commands: Readonly<Record<string, string>> };

export const ORIGIN_SECTION = 'origin';

const KINDS: readonly Origin['kind'][] = ['sosreport', 'supportconfig', 'outputs', 'text'];

export const ORIGIN_WORDS: Readonly<Record<Origin['kind'], string>> = {
  sosreport: 'a sosreport',
  supportconfig: 'a supportconfig',
  outputs: 'saved outputs of commands',
  text: 'pasted text',
};

export function originSection(origin: Origin) {
  const line = (key: string, value: string | number) => `${key}=${`${value}`.replace(/[\0-\x1f]+/g, ' ')}`;
  const lines = [
    line('kind', origin.kind),
    line('name', origin.name),
    ...origin.sources.map((source) => line('source', source)),
    ...origin.repeated.map((source) => line('repeated', source)),
    ...origin.whole.map((list) => line('whole', list)),
    line('ignored', origin.ignoredLines),
    ...origin.missing.map((what) => line('missing', what)),
  ];
  return importedSection(ORIGIN_SECTION, lines.map((line) => `${line}\n`).join(''), {
    command: 'opened by dmscope',
  });
}

/** Null for a capture that a collector took. */
export function originOf(capture: Pick<Capture, 'sections'>): OriginOfCapture | null {
  const section = capture.sections.get(ORIGIN_SECTION);
  if (section === undefined) return null;
  const commands = Object.fromEntries([...capture.sections].map(([name, { command }]) => [name, command]));
  return { ...parseOrigin(section.text).value, commands };
}

/** More of them make a list that nobody reads. */
const LISTED = 8;

/**
 * What was read and what that does not tell, a sentence each, three at most; none of a capture that a collector took. `Read 2 outputs: lsblk,
 * dmsetup info -c; 4 lines ignored.`
 */
export function originLines({
  kind,
  name,
  sources,
  repeated,
  ignoredLines,
  missing,
}: Origin): readonly string[] {
  const from = name === '' ? ORIGIN_WORDS[kind] : `${ORIGIN_WORDS[kind]}, ${name}`;
  const ignored =
    ignoredLines === 0 ? '' : `; ${ignoredLines === 1 ? '1 line' : `${ignoredLines} lines`} ignored`;
  const outputs = sources.length === 1 ? '1 output' : `${sources.length} outputs`;
  return [
    `Read ${outputs} in ${from}: ${listFirst(sources)}${ignored}.`,
    ...(repeated.length === 0
      ? []
      : [`Given more than once, and the last one counts: ${listFirst(repeated)}.`]),
    ...(missing.length === 0 ? [] : [`Not known: ${listFirst(missing)}.`]),
  ];
}

function listFirst(items: readonly string[]): string {
  const more = items.length > LISTED ? ` and ${items.length - LISTED} more` : '';
  return `${items.slice(0, LISTED).join(', ')}${more}`;
}

/** The same for a page; null for a capture that a collector took. */
export function originWords(capture: Capture): string | null {
  const origin = originOf(capture);
  return origin === null ? null : originLines(origin).join(' ');
}

export function parseOrigin(text: string): Parsed<Origin> {
  let kind: Origin['kind'] = 'outputs';
  let name = '';
  let ignoredLines = 0;
  const lists = { source: [] as string[], repeated: [] as string[], missing: [] as string[] };
  const whole: WholeList[] = [];
  const problems: Parsed<Origin>['problems'][number][] = [];
  forEachLine(text, (content, line) => {
    const [, key = '', value = ''] = /^([a-z]+)=(.*)$/.exec(content) ?? [];
    const knownKind = KINDS.find((each) => each === value);
    const knownList = WHOLE_LISTS.find((each) => each === value);
    if (key === 'kind' && knownKind) kind = knownKind;
    else if (key === 'name') name = value;
    else if (key === 'ignored' && /^\d{1,9}$/.test(value)) ignoredLines = Number(value);
    else if (key === 'whole' && knownList) whole.push(knownList);
    else if (key === 'source' || key === 'repeated' || key === 'missing') lists[key].push(value);
    else
      problems.push({
        section: ORIGIN_SECTION,
        line,
        message: 'Not a line about where a capture came from',
        text: content,
      });
  });
  const { source: sources, repeated, missing } = lists;
  return { value: { kind, name, sources, repeated, whole, ignoredLines, missing }, problems };
}
