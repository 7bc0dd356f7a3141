import type { Capture } from '../capture/capture.ts';
import type { Parsed } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { importedSection } from './imported-section.ts';

/**
 * Where a capture came from that no collector took, and which facts it lacks. It travels as a section of the capture, so that
 * a capture saved again still says what it is made of.
 */
export type Origin = {
  readonly kind: 'sosreport' | 'outputs' | 'text';
  /** The file, the folder or the report it was, as it was called. */
  readonly name: string;
  /** In words that go on after "it does not tell": `open counts`, `device numbers (they are made up)`. */
  readonly missing: readonly string[];
};

export const ORIGIN_SECTION = 'origin';

const KINDS: readonly Origin['kind'][] = ['sosreport', 'outputs', 'text'];

export const ORIGIN_WORDS: Readonly<Record<Origin['kind'], string>> = {
  sosreport: 'a sosreport',
  outputs: 'saved outputs of commands',
  text: 'pasted text',
};

export function originSection({ kind, name, missing }: Origin) {
  const lines = [
    `kind=${kind}`,
    `name=${name.replace(/[\0-\x1f]+/g, ' ')}`,
    ...missing.map((what) => `missing=${what}`),
  ];
  return importedSection(ORIGIN_SECTION, lines.map((line) => `${line}\n`).join(''), {
    command: 'opened by dmscope',
  });
}

/** Null for a capture that a collector took. */
export function originOf(capture: Capture): Origin | null {
  const section = capture.sections.get(ORIGIN_SECTION);
  return section === undefined ? null : parseOrigin(section.text).value;
}

/** In sentences, what it was put together from, and what that does not tell; null for what a collector took. */
export function originWords(capture: Capture): string | null {
  const origin = originOf(capture);
  if (origin === null) return null;
  const missing = origin.missing.length === 0 ? '' : ` It does not tell ${origin.missing.join(', ')}.`;
  return `Opened from ${ORIGIN_WORDS[origin.kind]}${origin.name === '' ? '' : `: ${origin.name}`}.${missing}`;
}

export function parseOrigin(text: string): Parsed<Origin> {
  let kind: Origin['kind'] = 'outputs';
  let name = '';
  const missing: string[] = [];
  const problems: Parsed<Origin>['problems'][number][] = [];
  forEachLine(text, (content, line) => {
    const [, key, value = ''] = /^(kind|name|missing)=(.*)$/.exec(content) ?? [];
    const known = KINDS.find((each) => each === value);
    if (key === 'kind' && known) kind = known;
    else if (key === 'name') name = value;
    else if (key === 'missing') missing.push(value);
    else
      problems.push({
        section: ORIGIN_SECTION,
        line,
        message: 'Not a line about where a capture came from',
        text: content,
      });
  });
  return { value: { kind, name, missing }, problems };
}
