/**
 * Hindrances for the collector: a folder that stands first on PATH, in which each program that the collector runs is a gate. A rule has
 * the calls that it is about come late, or fail. What the collector asks of the host then does not come, and so cannot be known.
 */
import type { Guest } from '../guest.ts';

export type Hindrance = {
  readonly words: string;
  /** Of each call the first that fits decides; `calls` are a shell's patterns for the program and its arguments. */
  readonly rules: readonly { readonly how: 'late' | 'fails'; readonly calls: string }[];
  /** Programs that are not installed. */
  readonly without?: readonly string[];
};

const FOLDER = '/lab/hindrance';
const LATE_S = 90;
const GATED = 'awk cat dmsetup find grep losetup ls readlink sed stat xargs';

/** Of several processes: what the server of one nbd has open is a matter of the core capture. */
const OPEN_FILES = ['*/proc/*/fd*/proc/*/fd*', '*/proc/[0-9]*/maps*', '*/proc/*/map_files*'];
const NAMESPACES = ['*/proc/*/ns/mnt*', '*/proc/[0-9]*/mountinfo*'];

function each(how: 'late' | 'fails', calls: readonly string[]): Hindrance['rules'] {
  return calls.map((pattern) => ({ how, calls: pattern }));
}

export const HINDRANCES: readonly Hindrance[] = [
  { words: 'open files late', rules: each('late', OPEN_FILES) },
  { words: 'open files failed', rules: each('fails', OPEN_FILES) },
  { words: 'mounts of other namespaces late', rules: each('late', NAMESPACES) },
  { words: 'mounts of other namespaces failed', rules: each('fails', NAMESPACES) },
  { words: 'losetup failed', rules: each('fails', ['losetup *']) },
  { words: 'long dmsetup info late', rules: each('late', ['dmsetup --manglename none info']) },
  { words: 'udev database failed', rules: each('fails', ['*ID_FS_*']) },
  {
    words: 'all of them late',
    rules: each('late', [...OPEN_FILES, ...NAMESPACES, '*ID_FS_*']),
  },
  { words: 'no stat, find, xargs and readlink', rules: [], without: ['stat', 'find', 'xargs', 'readlink'] },
];

/** Before what is started with it. */
export const HINDERED = `PATH=${FOLDER}:$PATH`;

const GATE = `#!/bin/sh
program=\${0##*/}
call="$program $*"
while read -r how pattern; do
  case $call in
    $pattern) case $how in late) sleep ${LATE_S} ;; fails) exit 1 ;; absent) exit 127 ;; esac; break ;;
  esac
done <${FOLDER}/rules
for folder in /usr/sbin /usr/bin /sbin /bin; do [ ! -x "$folder/$program" ] || exec "$folder/$program" "$@"; done
exit 127
`;

/** Puts the gates there; nothing is hindered yet. */
export async function putGates(guest: Guest): Promise<void> {
  await guest.ok(`mkdir -p ${FOLDER}`);
  await guest.writeFile(`${FOLDER}/gate`, GATE);
  await guest.ok(
    `chmod +x ${FOLDER}/gate; for program in ${GATED}; do ln -f ${FOLDER}/gate ${FOLDER}/$program; done`,
  );
  await hinder(guest, null);
}

export async function hinder(guest: Guest, hindrance: Hindrance | null): Promise<void> {
  const rules = [
    ...(hindrance?.without ?? []).map((program) => `absent ${program} *`),
    ...(hindrance?.rules ?? []).map(({ how, calls }) => `${how} ${calls}`),
  ];
  await guest.writeFile(`${FOLDER}/rules`, rules.map((rule) => `${rule}\n`).join(''));
}
