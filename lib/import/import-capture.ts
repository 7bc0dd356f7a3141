import type { Capture } from '../capture/capture.ts';
import { readCapture } from '../capture/read-capture.ts';
import type { Parsed } from '../problem.ts';
import { decodeHostText, printableHostText } from '../text/host-text.ts';
import { captureOf, type FoundEvidence, type Whence } from './capture-of-evidence.ts';
import { type Evidence, type EvidenceKind, kindByPath } from './evidence.ts';
import { commandOfFile, isNamed } from './file-command.ts';
import { type ErrorAnswer, errorAnswer } from './hints/error-answer.ts';
import { withoutSuperseded } from './join/superseded.ts';
import type { NamedFile } from './named-file.ts';
import type { Origin } from './origin.ts';
import { readOutputs } from './read-outputs.ts';
import { filesOfSupportconfig, isSupportconfig } from './supportconfig.ts';

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
export function importCapture(given: readonly NamedFile[], name: string): Imported {
  const ofSupportconfig = given.filter(isSupportconfig);
  const files = ofSupportconfig.length > 0 ? filesOfSupportconfig(ofSupportconfig) : given;
  const kind = ofSupportconfig.length > 0 ? 'supportconfig' : originKind(given.map(({ path }) => path));
  const found: FoundEvidence = { pile: new Map(), read: [], ignored: [] };
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

function noCapture(files: readonly NamedFile[], { ignored }: FoundEvidence): NoCapture {
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

/** Kinds that no reader of outputs has: files of the host, and what tells of it as a whole. */
const WHOLE_FILES: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'mountinfo-other',
  'process-status',
  'sysfs',
  'lvm-backup',
  'lvm-devices-file',
  'udevadm',
  'dmsetup-version',
  'uname',
  'hostname',
  'date',
]);

function wholeFileKind(command: string): EvidenceKind | null {
  const kind = command === '' ? null : kindByPath(command.replaceAll('/', '.'));
  return kind !== null && WHOLE_FILES.has(kind) ? kind : null;
}

function take(file: NamedFile, { pile, read, ignored }: FoundEvidence): void {
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

function assemble(found: FoundEvidence, whence: Whence, paths: readonly string[]): Imported {
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
