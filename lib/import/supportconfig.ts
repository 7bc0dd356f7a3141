import { decodeHostText, encodeHostText } from '../text/host-text.ts';
import { kindByPath } from './evidence.ts';
import type { NamedFile } from './named-file.ts';
import { READERS } from './readers/readers.ts';
import { typedCommand } from './undress/typed-command.ts';

/**
 * SUSE's supportconfig: a folder of text files, each the outputs of many commands and copies of many files. What each is stands above it
 * in two lines, `#==[ Command ]===#` and `# /sbin/dmsetup table` (bin/supportconfig.rc of supportutils, `log_cmd` and `conf_files`). Each is
 * made a file of its own, named as a sosreport would name it; what is in the way of that, such as logs, is left out.
 */
const MARK = /^#==\[ ([A-Za-z ]{1,40}) \]=+#$/;
const IN_FOLDER = /(?:^|\/)(?:scc|nts)_[^/]+\/([^/]+)$/;
/** Those of its files that tell of block devices and of the host. */
const OF_USE = /^(?:basic-environment|crash|lvm|mpio|proc|fs-[a-z]+)\.txt$/;

/** Whether it is in the folder of a supportconfig; `true` for its text files that can be of use. */
export function isOfSupportconfig(path: string): boolean | null {
  const name = IN_FOLDER.exec(path)?.[1];
  return name === undefined ? null : OF_USE.test(name);
}

export function isSupportconfig({ bytes }: NamedFile): boolean {
  return decodeHostText(bytes.subarray(0, 4096))
    .split('\n')
    .some((line) => MARK.test(line));
}

/** A command that is in several files (lvm.txt and mpio.txt) is taken once. */
export function filesOfSupportconfig(files: readonly NamedFile[]): readonly NamedFile[] {
  const found = new Map<string, NamedFile>();
  for (const { path, bytes } of files)
    for (const { kind, label, text } of sectionsIn(decodeHostText(bytes))) {
      const name = nameOf(kind, label);
      if (name === null || found.has(name) || text.trim() === '') continue;
      found.set(name, { path: `${path}/${name}`, bytes: encodeHostText(text) });
    }
  return [...found.values()];
}

type SectionText = { readonly kind: string; readonly label: string; readonly text: string };

function sectionsIn(text: string): readonly SectionText[] {
  const sections: { kind: string; label: string; lines: string[] }[] = [];
  let isLabel = false;
  for (const line of text.split('\n')) {
    const kind = MARK.exec(line)?.[1];
    const open = sections.at(-1);
    if (kind !== undefined) sections.push({ kind, label: '', lines: [] });
    else if (open && isLabel) open.label = line.replace(/^# /, '');
    else open?.lines.push(line);
    isLabel = kind !== undefined;
  }
  return sections.map(({ kind, label, lines }) => ({ kind, label, text: lines.join('\n') }));
}

/** As a sosreport calls it; null for what tells nothing of use. */
function nameOf(kind: string, label: string): string | null {
  const copied = label.slice(1);
  if (kind === 'Configuration File') return isUsed(copied, `cat ${label}`) ? copied : null;
  const command = typedCommand(label);
  // With -v LVM prints the same between messages for its developers.
  if (kind !== 'Command' || / -v+\b/.test(command)) return null;
  const name = command.replaceAll('/', '.').replaceAll(' ', '_');
  return isUsed(name, command) ? name : null;
}

function isUsed(name: string, command: string): boolean {
  return kindByPath(name) !== null || READERS.some((reader) => reader.isCommand(command));
}
