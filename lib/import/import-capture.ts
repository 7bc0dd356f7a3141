import type { DevNo } from '../block/dev-no.ts';
import type { Capture, Section } from '../capture/capture.ts';
import { readCapture } from '../capture/read-capture.ts';
import type { Parsed, Problem } from '../problem.ts';
import { decodeHostText, printableHostText } from '../text/host-text.ts';
import { type Evidence, type EvidenceKind, kindByPath } from './evidence.ts';
import { exactSections } from './exact-sections.ts';
import { commandOfFile, isNamed } from './file-command.ts';
import { type ErrorAnswer, errorAnswer } from './hints/error-answer.ts';
import { hostFacts } from './host-facts.ts';
import { importedSection } from './imported-section.ts';
import { blockSections } from './join/block-sections.ts';
import { dmSections } from './join/dm-sections.ts';
import { joinReadings } from './join/join-readings.ts';
import { missingOf } from './join/missing-of.ts';
import { type Numbered, numbered } from './join/numbered.ts';
import { withoutSuperseded } from './join/superseded.ts';
import { lvmSections } from './lvm-sections.ts';
import { otherMountSections } from './mount-sections.ts';
import type { NamedFile } from './named-file.ts';
import { type Origin, originSection } from './origin.ts';
import { type IgnoredIn, type KnownOutput, readOutputs } from './read-outputs.ts';
import { copiedAttributes } from './sysfs-copies.ts';
import { udevSection } from './udev-section.ts';

/**
 * A capture from whatever somebody saved: a capture file; a sosreport; a folder of outputs named after their commands; text
 * pasted from a terminal. Each output is read by itself, what they tell is joined, and becomes the sections that the collector
 * would have made, as far as it goes. What they were, what they do not tell and which lines were not used stands in `origin`.
 */
export type Imported = { readonly ok: true; readonly value: ImportedCapture } | NoCapture;

/** `answer`: to an error message, which is all that was given. */
export type NoCapture = { readonly ok: false; readonly reason: string; readonly answer?: ErrorAnswer };

export type ImportedCapture = Parsed<Capture> & {
  /** Of outputs that were given more than once, what they told before; null where none was. */
  readonly earlier: Capture | null;
};

/** Longer files are no output of a command dmscope knows. */
const FILE_LIMIT_BYTES = 2 ** 26;

/** `name` is what the whole was called: a file, a folder, or empty for pasted text. */
export function importCapture(files: readonly NamedFile[], name: string): Imported {
  const kind = originKind(files.map(({ path }) => path));
  const found: Found = { pile: new Map(), read: [], ignored: [] };
  for (const file of files) {
    // A sosreport is full of text that may look like something; what counts there has its name.
    const isMeant = kind !== 'sosreport' || isNamed(file.path);
    if (file.bytes.length > FILE_LIMIT_BYTES || !isMeant) continue;
    if (isCapture(file)) return readCaptureFile(file);
    take(file, found);
  }
  if (found.read.length === 0 && found.pile.size === 0) return noCapture(files, found);
  return assemble(
    found,
    { kind, name },
    files.map(({ path }) => path),
  );
}

function isCapture({ bytes }: NamedFile): boolean {
  return decodeHostText(bytes.subarray(0, 64)).startsWith('dmscope-capture ');
}

function readCaptureFile(file: NamedFile): Imported {
  const { value, problems } = readCapture(file.bytes);
  return value
    ? { ok: true, value: { value, problems, earlier: null } }
    : { ok: false, reason: 'nothing follows its first line' };
}

function noCapture(files: readonly NamedFile[], { ignored }: Found): NoCapture {
  const answer = errorAnswer(ignored.map(({ text }) => text).join('\n'));
  if (answer === null) return { ok: false, reason: nothingIn(files) };
  const message = printableHostText(answer.matched).replace(/\.$/, '');
  return { ok: false, reason: `it holds an error message and no output: ${message}`, answer };
}

function nothingIn(files: readonly NamedFile[]): string {
  const [file] = files;
  if (files.length !== 1 || file === undefined) {
    return files.length === 0
      ? 'nothing in it is known here: no output of dmsetup or lsblk'
      : `none of its ${files.length} files is known here: no output of dmsetup or lsblk`;
  }
  if (file.bytes.length === 0) return 'it is empty';
  return 'it is neither a capture nor output of dmsetup or lsblk, nor an archive of such';
}

type Found = {
  /** What is read as a whole file, or tells of the host. */
  readonly pile: Map<EvidenceKind, Evidence[]>;
  readonly read: KnownOutput[];
  readonly ignored: IgnoredIn[];
};

/** Kinds that no reader of outputs has: files of the host, and what tells of it as a whole. */
const WHOLE_FILES: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'mountinfo-other',
  'process-status',
  'sysfs',
  'lvm-backup',
  'lvm-devices-file',
  'udevadm',
  'dev-listing',
  'dmsetup-version',
  'uname',
  'hostname',
  'date',
]);

function wholeFileKind(command: string): EvidenceKind | null {
  const kind = command === '' ? null : kindByPath(command.replaceAll('/', '.'));
  return kind !== null && WHOLE_FILES.has(kind) ? kind : null;
}

function take(file: NamedFile, { pile, read, ignored }: Found): void {
  const { path, bytes } = file;
  const kind = kindByPath(path);
  const add = (evidence: Evidence) => pile.set(evidence.kind, [...(pile.get(evidence.kind) ?? []), evidence]);
  if (kind !== null && WHOLE_FILES.has(kind)) {
    if (bytes.length > 0) add({ kind, path, command: commandOfFile(path), text: decodeHostText(bytes) });
    return;
  }
  // An empty list says that there are none, where its name says which.
  if (bytes.length === 0 && kind !== 'dmsetup-table-inactive') return;
  const outputs = readOutputs(file, commandOfFile(path), (typed) => wholeFileKind(typed) !== null);
  read.push(...outputs.read);
  ignored.push(...outputs.ignored);
  for (const { command: typed, lines } of outputs.kept) {
    const text = lines.map((line) => `${line.text}\n`).join('');
    add({ kind: wholeFileKind(typed) as EvidenceKind, path, command: typed, text });
  }
}

function originKind(paths: readonly string[]): Origin['kind'] {
  if (paths.some((path) => /(^|\/)sos_commands\//.test(path))) return 'sosreport';
  return paths.some(isNamed) ? 'outputs' : 'text';
}

type Whence = Pick<Origin, 'kind' | 'name'>;

function assemble(found: Found, whence: Whence, paths: readonly string[]): Imported {
  const { readings, earlier } = withoutSuperseded(found.read.map(({ reading }) => reading));
  const again = new Set(earlier.map(({ command }) => command));
  const built = captureOf(
    { ...found, read: found.read.filter(({ reading }) => readings.includes(reading)) },
    whence,
    {
      paths,
      repeated: [...again],
    },
  );
  if (built === null)
    return found.ignored.length > 0
      ? noCapture([], found)
      : { ok: false, reason: 'it tells nothing of any block device' };
  const before = found.read.filter(({ reading }) => earlier.includes(reading));
  return {
    ok: true,
    value: {
      value: built.capture,
      problems: built.problems,
      earlier:
        before.length === 0
          ? null
          : (captureOf({ ...found, read: before, ignored: [] }, whence, { paths, repeated: [] })?.capture ??
            null),
    },
  };
}

type Around = { readonly paths: readonly string[]; readonly repeated: readonly string[] };

function captureOf(
  { pile, read, ignored }: Found,
  { kind, name }: Whence,
  { paths, repeated }: Around,
): { readonly capture: Capture; readonly problems: readonly Problem[] } | null {
  const joined = joinReadings(read.map(({ reading }) => reading));
  const devices = numbered(joined);
  const made = [...dmSections(joined, devices), ...blockSections(joined, devices)];
  const udev = udevSection(pile, namesOf([...devices.mapped, ...devices.others]));
  const exact = exactSections(read);
  const own = (pile.has('mountinfo-other') ? exact : [...made, ...exact]).findLast(
    (section) => section.name === 'mountinfo',
  );
  const others = otherMountSections(pile, own?.text ?? null);
  // The process of the lowest number told what is mounted.
  const isMountsWhole = joined.whole.has('mounts') || others.some((section) => section.name === 'mountinfo');
  const known = isMountsWhole ? { ...joined, whole: new Set([...joined.whole, 'mounts' as const]) } : joined;
  const host = hostFacts(pile, paths);
  const [uname] = pile.get('uname') ?? [];
  const [version] = pile.get('dmsetup-version') ?? [];
  const sections = merged([
    ...copiedAttributes(made, pile),
    ...exact,
    ...udev.sections,
    ...others,
    ...lvmSections(pile),
    ...[uname, version].flatMap((from) =>
      from ? [importedSection(from.kind, from.text, { command: from.command, note: from.path })] : [],
    ),
  ]);
  if (!sections.some(({ name: section }) => section === 'dmsetup-info' || section === 'sysfs')) return null;
  const origin: Origin = {
    kind,
    name,
    sources: [...new Set(read.map(({ reading }) => reading.command))],
    repeated,
    whole: [...known.whole],
    ignoredLines: ignored.length,
    missing: [...missingOf(known, devices, pile), ...host.missing],
  };
  const all: readonly Section[] = [originSection(origin), ...sections];
  const capture: Capture = {
    sequence: 1,
    timeSeconds: host.timeSeconds,
    reason: 'imported',
    host: host.name,
    durationMs: 0,
    sections: new Map(all.map((section) => [section.name, section])),
  };
  return { capture, problems: [...joined.problems, ...ignored.map(problemOf)] };
}

/** Of sections of one name what stands in the later ones is added; one that is exact takes the place of the other. */
function merged(sections: readonly (Section & { readonly isExact?: true })[]): readonly Section[] {
  const byName = new Map<string, Section>();
  for (const { isExact, ...section } of sections) {
    const before = byName.get(section.name);
    const text = before && !isExact ? before.text + section.text : section.text;
    byName.set(section.name, { ...section, text });
  }
  return [...byName.values()];
}

function namesOf(devices: readonly Numbered[]): ReadonlyMap<string, DevNo> {
  return new Map(
    devices.flatMap(({ device: { names }, devNo }) =>
      [names.kname, names.dmName === null ? null : `mapper/${names.dmName}`, ...names.paths].flatMap(
        (name): readonly (readonly [string, DevNo])[] => (name === null ? [] : [[name, devNo]]),
      ),
    ),
  );
}

function problemOf({ path, at, text, why }: IgnoredIn): Problem {
  return { section: path === '' ? 'text' : path, line: at, message: `Not used: ${why}`, text };
}
