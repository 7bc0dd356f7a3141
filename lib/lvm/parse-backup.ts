import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { stringsIn } from './lvm-string.ts';

/**
 * LVM keeps, for every volume group that one of its commands saw here, a copy of the metadata in /etc/lvm/backup, and
 * earlier ones in /etc/lvm/archive. The head of each is written by this host: the command, the time and the host. That
 * is the one trace of who activated a guest's group. What stands in the braces was read from the disk, and its guest wrote it.
 */
export type LvmBackup = {
  /** `/etc/lvm/backup/docker-volumes`. */
  readonly path: string;
  /** `Created *after* executing 'vgchange -ay'`. */
  readonly description: string;
  /** The host that wrote the file. */
  readonly writtenOn: string;
  /** Seconds since 1970; null where the file does not tell. */
  readonly timeSeconds: number | null;
  readonly vgName: string;
  /** Without dashes, as in a device-mapper UUID. */
  readonly vgUuid: string;
  /** Counts the changes of the group's metadata, from 1. */
  readonly sequence: number | null;
  /** `uuid` without dashes; `device` is what it was called then. */
  readonly pvs: readonly { readonly uuid: string; readonly device: string }[];
  /** The hosts on which its volumes were made, as the metadata on the disk says; each once. */
  readonly madeOn: readonly string[];
  /** Thin volumes that are snapshots, by name, with the volume they are of. */
  readonly thinOrigins: readonly { readonly lvName: string; readonly origin: string }[];
};

type Draft = {
  -readonly [Key in keyof LvmBackup]: LvmBackup[Key] extends readonly (infer T)[] ? T[] : LvmBackup[Key];
};

/** Reads the section `lvm-backup`: a line `== PATH` for each file, and of its lines those that say the above. */
export function parseLvmBackups(text: string, section = 'lvm-backup'): Parsed<readonly LvmBackup[]> {
  const value: Draft[] = [];
  const problems: Problem[] = [];
  let block: Block = { name: '', uuid: '' };
  forEachLine(text, (content, line) => {
    const path = /^== (\S.*)$/.exec(content)?.[1];
    const [, tabs = '', opened] = /^(\t*)([^\s{}]+) \{$/.exec(content) ?? [];
    const file = value.at(-1);
    if (path !== undefined) value.push(emptyBackup(path));
    else if (file && opened !== undefined) {
      if (tabs === '') file.vgName = opened;
      block = { name: opened, uuid: '' };
    } else if (!/^\t*(?:\}|#.*|)$/.test(content) && !(file && takeLine(file, block, content)))
      problems.push({ section, line, message: 'Not understood in a backup of LVM metadata', text: content });
  });
  return { value: value.filter(({ vgUuid }) => vgUuid !== ''), problems };
}

/** The group, PV or volume that a line stands in. */
type Block = { readonly name: string; uuid: string };

function emptyBackup(path: string): Draft {
  return {
    path,
    description: '',
    writtenOn: '',
    timeSeconds: null,
    vgName: '',
    vgUuid: '',
    sequence: null,
    pvs: [],
    madeOn: [],
    thinOrigins: [],
  };
}

/** False for a line that says nothing known. How deep it stands tells whose it is: the file's, the group's or a block's. */
function takeLine(file: Draft, block: Block, content: string): boolean {
  const [, tabs = '', key = '', written = ''] = /^(\t*)([a-z_]+) = (.*)$/.exec(content) ?? [];
  // A zero in front would make it octal.
  const digits = /^(?:0|[1-9]\d{0,14})(?=\s|$)/.exec(written)?.[0];
  const number = digits === undefined ? null : Number(digits);
  const [string = ''] = stringsIn(/^"(?:[^"\\]|\\.)*"/.exec(written)?.[0] ?? '') ?? [];
  switch (`${tabs.length < 2 ? tabs.length : 'block'} ${key}`) {
    case '0 description':
      file.description = string;
      return true;
    case '0 creation_host':
      file.writtenOn = string;
      return true;
    case '0 creation_time':
      file.timeSeconds = number;
      return true;
    case '1 id':
      file.vgUuid = string.replaceAll('-', '');
      return true;
    case '1 seqno':
      file.sequence = number;
      return true;
    case 'block id':
      block.uuid = string.replaceAll('-', '');
      return true;
    case 'block device':
      file.pvs.push({ uuid: block.uuid, device: string });
      return true;
    case 'block creation_host':
      file.madeOn.push(string);
      return true;
    case 'block origin':
    case 'block external_origin':
      file.thinOrigins.push({ lvName: block.name, origin: string });
      return true;
    default:
      return false;
  }
}
