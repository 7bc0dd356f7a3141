import type { DevNo } from '../block/dev-no.ts';
import type { Capture, Section } from '../capture/capture.ts';
import { readCapture } from '../capture/read-capture.ts';
import { parseDmInfo } from '../dm/parse-info.ts';
import type { Understood } from '../dm/target-type.ts';
import type { Parsed } from '../problem.ts';
import { decodeHostText } from '../text/host-text.ts';
import { blockSections } from './block-sections.ts';
import { dmSections } from './dm-sections.ts';
import { commandOf, type Evidence, type EvidenceKind, kindByPath, kindByText } from './evidence.ts';
import { hostFacts } from './host-facts.ts';
import { importedSection } from './imported-section.ts';
import { lsblkEvidence } from './lsblk-rows.ts';
import { lvmSections } from './lvm-sections.ts';
import { MISSING } from './missing.ts';
import { mountSections } from './mount-sections.ts';
import type { NamedFile } from './named-file.ts';
import { type Origin, originSection } from './origin.ts';
import { splitTranscript } from './transcript.ts';
import { udevSection } from './udev-section.ts';

/**
 * A capture from whatever somebody saved: a capture file; a sosreport; a folder of outputs named after their commands; text
 * pasted from a terminal. Each file is known by its name or by what is in it; what is there becomes the sections that the
 * collector would have made, as far as it goes, and what is not there is said in the section `origin`.
 */
export type Imported = Understood<Parsed<Capture>>;

/** Longer files are no output of a command dmscope knows. */
const FILE_LIMIT_BYTES = 2 ** 26;

/** `name` is what the whole was called: a file, a folder, or empty for pasted text. */
export function importCapture(files: readonly NamedFile[], name: string): Imported {
  const paths = files.map(({ path }) => path);
  const origin = originKind(paths);
  const pile = new Map<EvidenceKind, Evidence[]>();
  for (const file of files) {
    // A sosreport is full of text that may look like something; what counts there has its name.
    const isNamed = origin !== 'sosreport' || kindByPath(file.path) !== null;
    if (file.bytes.length > FILE_LIMIT_BYTES || !isNamed) continue;
    for (const evidence of evidenceIn(file)) {
      if (evidence.kind === 'capture') return readCaptureFile(file);
      pile.set(evidence.kind, [...(pile.get(evidence.kind) ?? []), evidence]);
    }
  }
  if (pile.size === 0) return { ok: false, reason: nothingIn(files) };
  return assemble(pile, { kind: origin, name }, paths);
}

function readCaptureFile(file: NamedFile): Imported {
  const { value, problems } = readCapture(file.bytes);
  return value
    ? { ok: true, value: { value, problems } }
    : { ok: false, reason: 'nothing follows its first line' };
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

/** What a file tells; its content has the last word about the form, since names do not tell `info` from `info -c`. */
function evidenceIn(file: NamedFile): readonly Evidence[] {
  const byPath = kindByPath(file.path);
  if (file.bytes.length === 0) {
    // An empty list of inactive tables says that there are none; other empty files say nothing.
    const isNone = byPath === 'dmsetup-table-inactive';
    return isNone ? [{ kind: byPath, path: file.path, command: commandOf(file.path), text: '' }] : [];
  }
  const text = decodeHostText(file.bytes);
  const command = copiedFrom(file.path) ?? commandOf(file.path);
  const byText = kindByText(text);
  if (byText === 'capture') return [{ kind: 'capture', path: file.path, command, text }];
  const pasted = byPath === null ? splitTranscript(text) : [];
  if (pasted.length > 0) return pasted.flatMap((part) => knownPart(part, file.path));
  const kind = settled(byPath, byText, text);
  return kind === null
    ? []
    : [
        {
          kind,
          path: file.path,
          command: byPath === null ? (COMMANDS[kind] ?? kind) : command,
          text: cleaned(kind, text),
        },
      ];
}

function knownPart({ command, text }: { command: string; text: string }, path: string): readonly Evidence[] {
  const byText = kindByText(text);
  const kind = settled(kindByPath(command.replaceAll('/', '.')), byText, text);
  return kind === null || kind === 'capture' ? [] : [{ kind, path, command, text: cleaned(kind, text) }];
}

/** What pasted text without a name is called. */
const COMMANDS: Readonly<Partial<Record<EvidenceKind, string>>> = {
  'dmsetup-info': 'dmsetup info -c',
  'dmsetup-info-long': 'dmsetup info',
  'dmsetup-table': 'dmsetup table',
  'dmsetup-status': 'dmsetup status',
  'dmsetup-deps': 'dmsetup deps',
  'dmsetup-ls': 'dmsetup ls',
  'dmsetup-tree': 'dmsetup ls --tree',
  'lsblk-tree': 'lsblk',
  'lsblk-pairs': 'lsblk -P',
  'lsblk-json': 'lsblk --json',
};

/** `/proc/partitions` for a copy of it. */
function copiedFrom(path: string): string | null {
  const [, file] = /(?:^|\/)((?:proc|sys|etc)\/.*)$/.exec(path) ?? [];
  return file === undefined ? null : `cat /${file}`;
}

const FORMS: Readonly<Partial<Record<EvidenceKind, readonly EvidenceKind[]>>> = {
  'dmsetup-info': ['dmsetup-info', 'dmsetup-info-long'],
  'lsblk-tree': ['lsblk-tree', 'lsblk-pairs', 'lsblk-json'],
};

function settled(
  byPath: EvidenceKind | null,
  byText: EvidenceKind | null,
  text: string,
): EvidenceKind | null {
  if (byPath === null) return byText ?? (looksLikeTree(text) ? 'dmsetup-tree' : null);
  const forms = FORMS[byPath];
  if (forms) return byText !== null && forms.includes(byText) ? byText : null;
  return byPath;
}

/** Lines that hang from lines, or labels with a device's number; prose has neither. */
function looksLikeTree(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const hanging = lines.filter((line) => /^[\s│|]*(├─|└─|\|-|`-|\x1b\(0\x0f?[tm]q|\.\.\.$)/.test(line));
  const numbered = lines.filter((line) => /\(\d+:\d+\)( \[[^[\]]*\])?$/.test(line));
  return hanging.length * 2 >= lines.length || numbered.length * 2 > lines.length;
}

/** Text that went through a mail or a ticket has other line ends; names hold no carriage return that matters there. */
function cleaned(kind: EvidenceKind, text: string): string {
  const unix = text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
  // What hangs together by a blank at the end, and lost it.
  return kind.startsWith('dmsetup-') && unix.trim() === 'No devices found' ? 'No devices found\n' : unix;
}

function originKind(paths: readonly string[]): Origin['kind'] {
  if (paths.some((path) => /(^|\/)sos_commands\//.test(path))) return 'sosreport';
  return paths.some((path) => kindByPath(path) !== null) ? 'outputs' : 'text';
}

function assemble(
  pile: ReadonlyMap<EvidenceKind, readonly Evidence[]>,
  { kind, name }: Pick<Origin, 'kind' | 'name'>,
  paths: readonly string[],
): Imported {
  const lsblk = lsblkEvidence(pile);
  const dm = dmSections(pile, lsblk?.devices ?? []);
  const block = blockSections(pile, lsblk, dm);
  if (dm.sections.length === 0 && block.sections.length === 0) {
    return { ok: false, reason: 'it tells nothing of any block device' };
  }
  const udev = udevSection(pile, { lsblk: lsblk?.devices ?? [], names: dmNames(dm.sections) });
  const mounts = mountSections(pile, lsblk?.devices ?? []);
  const host = hostFacts(pile, paths);
  const uname = pile.get('uname')?.[0];
  const sections = [
    ...dm.sections,
    ...block.sections,
    ...(udev.section ? [udev.section] : []),
    ...mounts.sections,
    ...lvmSections(pile),
    ...(uname ? [importedSection('uname', uname.text, { command: uname.command, note: uname.path })] : []),
  ];
  const missing = [
    ...dm.missing,
    ...block.missing,
    ...udev.missing,
    ...mounts.missing,
    'which processes have devices open',
    'LVM’s settings',
    'which tools are installed',
    ...(pile.has('proc-swaps') ? [] : [MISSING.swap]),
    ...host.missing,
  ];
  const all: readonly Section[] = [originSection({ kind, name, missing }), ...sections];
  const capture: Capture = {
    sequence: 1,
    timeSeconds: host.timeSeconds,
    reason: 'imported',
    host: host.name,
    durationMs: 0,
    sections: new Map(all.map((section) => [section.name, section])),
  };
  return { ok: true, value: { value: capture, problems: [] } };
}

/** `mapper/NAME` and LVM's own names lead to the number. */
function dmNames(sections: readonly Section[]): ReadonlyMap<string, DevNo> {
  const info = sections.find(({ name }) => name === 'dmsetup-info');
  return new Map(
    parseDmInfo(info?.text ?? '').value.map(({ rawName, devNo }) => [`mapper/${rawName}`, devNo]),
  );
}
