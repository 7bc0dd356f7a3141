/** Metadata texts with one thing changed each, systematically: every number, every key, every section. Their checksums are for the writer. */
import { readFrom } from '../../block/byte-source.ts';
import { readLabel } from './read-label.ts';
import { readMetadataArea } from './read-metadata-area.ts';
import { recordedDisk } from './recorded-disk.fixture.ts';

/** Recorded disks with groups of several types. */
export const RECORDED_GROUPS = [
  'segments-1',
  'striped-1',
  'raid1-1',
  'raid0-1',
  'mirror-1',
  'snapshot-1',
  'thin-1',
  'cached-1',
];

/** What LVM wrote there. */
export function recordedMetadata(name: string): string {
  const disk = recordedDisk(name);
  const found = readFrom(disk, readLabel());
  const [area] = found.kind === 'label' ? found.label.metadataAreas : [];
  const read = area && readFrom(disk, readMetadataArea(area));
  if (!read?.ok || read.value === null) throw new Error(`${name} has no metadata`);
  return read.value.text;
}

export type Mutation = {
  readonly name: string;
  readonly text: string;
  /** `number`: a number became what is none; `same`: it means what it meant; `other`: it may mean anything. */
  readonly kind: 'number' | 'same' | 'other';
  /** Of the key whose value it changed, from 1. */
  readonly line: number;
};

/** What no number of LVM's may be, however it is read. */
const NO_NUMBERS = [
  ...[
    '"x"',
    '"4"',
    '""',
    'x',
    '-1',
    '-9223372036854775808',
    '0x4',
    '08',
    '4.5',
    '.5',
    '4e3',
    '-',
    '1_000',
    '٤',
  ],
  ...['18446744073709551615', '99999999999999999999', '9'.repeat(400), '[ 4 ]', '[ ]', '4 5'],
];
/** What is no text. */
const NO_TEXTS = ['4', '-1', '0.5', '[ ]', '[ 4 ]'];
const NUMBER = /^(\s*)([a-z_0-9]+)( = )(\d+)(.*)$/;
const TEXT = /^(\s*)([a-z_0-9]+)( = )("[^"]*")(.*)$/;
const LIST_ENTRY = /^(\s*"[^"]*", )(\d+)(,?.*)$/;

export function* mutatedMetadata(text: string): Generator<Mutation> {
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const replaced = (name: string, by: readonly string[], kind: Mutation['kind']): Mutation => ({
      name: `line ${at + 1}: ${name}`,
      text: lines.toSpliced(at, 1, ...by).join('\n'),
      kind,
      line:
        1 +
        (LIST_ENTRY.test(line) ? lines.findLastIndex((each, index) => index < at && /\[$/.test(each)) : at),
    });
    yield* valueMutations(line, replaced);
    if (!/^\s*[a-z_0-9]+ = /.test(line)) continue;
    yield replaced(`without ${line.trim()}`, [], 'other');
    // A list that goes on in further lines would be cut.
    if (/\[$/.test(line)) continue;
    yield replaced(`twice ${line.trim()}`, [line, line], 'same');
    yield replaced(
      `twice, and not the same, ${line.trim()}`,
      [line, line.replace(/ = .*$/, ' = 77')],
      'other',
    );
    yield replaced(`as a section ${line.trim()}`, [line.replace(/ = .*$/, ' { }')], 'other');
    yield replaced(`with a comment ${line.trim()}`, [`${line} # = { "`, '', '# }'], 'same');
  }
  yield* sectionMutations(lines);
}

type Replace = (name: string, by: readonly string[], kind: Mutation['kind']) => Mutation;

function* valueMutations(line: string, replaced: Replace): Generator<Mutation> {
  const [, indent = '', key = '', sign = '', , rest = ''] = NUMBER.exec(line) ?? [];
  for (const value of key === '' ? [] : NO_NUMBERS)
    yield replaced(`${key} = ${value.slice(0, 30)}`, [`${indent}${key}${sign}${value}${rest}`], 'number');
  const [, before = '', , after = ''] = LIST_ENTRY.exec(line) ?? [];
  for (const value of before === '' ? [] : NO_NUMBERS)
    yield replaced(`${before.trim()} ${value.slice(0, 30)}`, [`${before}${value}${after}`], 'number');
  const [, blank = '', name = '', is = '', , tail = ''] = TEXT.exec(line) ?? [];
  for (const value of name === '' ? [] : NO_TEXTS)
    yield replaced(`${name} = ${value}`, [`${blank}${name}${is}${value}${tail}`], 'other');
}

/** Sections that are not there, that are there twice, and that have another name. */
function* sectionMutations(lines: readonly string[]): Generator<Mutation> {
  for (const [at, line] of lines.entries()) {
    const name = /^\s*(\S+) \{$/.exec(line)?.[1];
    const end = name === undefined ? -1 : endOfSection(lines, at);
    if (name === undefined || end < 0) continue;
    const section = lines.slice(at, end + 1);
    const made = (what: string, by: readonly string[]): Mutation => ({
      name: `line ${at + 1}: section ${name} ${what}`,
      text: lines.toSpliced(at, section.length, ...by).join('\n'),
      kind: 'other',
      line: at + 1,
    });
    yield made('is not there', []);
    yield made('is there twice', [...section, ...section]);
    yield made('is called otherwise', [line.replace(name, `${name}_x`), ...section.slice(1)]);
    yield made('is empty', [line, lines[end] ?? '}']);
    yield made('is a value', [line.replace(/\{$/, '= 4')]);
    yield made('does not end', section.slice(0, -1));
  }
}

function endOfSection(lines: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    if (/\{$/.test(lines[at] ?? '')) depth += 1;
    if (/^\s*\}$/.test(lines[at] ?? '') && --depth === 0) return at;
  }
  return -1;
}
