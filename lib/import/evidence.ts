/**
 * What dmscope can use of what people save: the output of each command in each of its forms. Files are known by their names,
 * which say the command (`dmsetup_info_-c`, as sosreport and most people write it), and by what is in them.
 */
export type EvidenceKind =
  | 'capture'
  | 'dmsetup-info'
  | 'dmsetup-info-long'
  | 'dmsetup-table'
  | 'dmsetup-table-inactive'
  | 'dmsetup-status'
  | 'dmsetup-deps'
  | 'dmsetup-ls'
  | 'dmsetup-tree'
  | 'dmsetup-version'
  | 'lsblk-tree'
  | 'lsblk-pairs'
  | 'lsblk-json'
  | 'losetup'
  | 'blkid'
  | 'dev-listing'
  | 'udevadm'
  | 'proc-partitions'
  | 'proc-mdstat'
  | 'proc-swaps'
  | 'mountinfo'
  | 'mountinfo-other'
  | 'process-status'
  | 'sysfs'
  | 'lvm-backup'
  | 'lvm-devices-file'
  | 'uname'
  | 'hostname'
  | 'date';

export type Evidence = {
  readonly kind: EvidenceKind;
  readonly path: string;
  /** What was run or read, as far as its name tells. */
  readonly command: string;
  readonly text: string;
};

/** By where a copy of a file of the host stands, or by the name a command's output was given. The first that fits. */
const BY_PATH: readonly (readonly [RegExp, EvidenceKind])[] = [
  [/(^|\/)proc\/(self|thread-self)\/mountinfo$/, 'mountinfo'],
  [/(^|\/)proc\/\d+\/mountinfo$/, 'mountinfo-other'],
  [/(^|\/)proc\/\d+\/status$/, 'process-status'],
  [/(^|\/)proc\/partitions$/, 'proc-partitions'],
  [/(^|\/)proc\/mdstat$/, 'proc-mdstat'],
  [/(^|\/)proc\/swaps$/, 'proc-swaps'],
  [
    /(^|\/)sys\/(class\/block|block|devices\/.*\/block)\/([^/]+\/){1,2}(dev|size|ro|partition|start)$/,
    'sysfs',
  ],
  [
    /(^|\/)sys\/(class\/block|block|devices\/.*\/block)\/loop\d+\/loop\/(backing_file|offset|sizelimit|autoclear)$/,
    'sysfs',
  ],
  [/(^|\/)etc\/lvm\/(backup\/[^/]+|archive\/[^/]+\.vg)$/, 'lvm-backup'],
  [/(^|\/)etc\/lvm\/devices\/system\.devices$/, 'lvm-devices-file'],
];

const BY_COMMAND: readonly (readonly [RegExp, EvidenceKind])[] = [
  [/^dmsetup( \S+)*? info( |$)/, 'dmsetup-info'],
  [/^dmsetup( \S+)*? table( \S+)*? --inactive/, 'dmsetup-table-inactive'],
  [/^dmsetup( \S+)*? (table|status) .*--target/, 'dmsetup-ls'],
  [/^dmsetup( \S+)*? table( |$)/, 'dmsetup-table'],
  [/^dmsetup( \S+)*? status( |$)/, 'dmsetup-status'],
  [/^dmsetup( \S+)*? deps( |$)/, 'dmsetup-deps'],
  [/^dmsetup( \S+)*? ls( \S+)*? --tree/, 'dmsetup-tree'],
  [/^dmsetup( \S+)*? ls( |$)/, 'dmsetup-ls'],
  [/^dmsetup( \S+)*? (version|--version)/, 'dmsetup-version'],
  [/^lsblk( |$)/, 'lsblk-tree'],
  [/^losetup( |$)/, 'losetup'],
  [/^blkid( |$)/, 'blkid'],
  [/^ls -[a-zA-Z]*R[a-zA-Z]* ([./]*)dev\/?$/, 'dev-listing'],
  [/^udevadm info( --query=all)?( --name=| -n )? ?\S+$/, 'udevadm'],
  [/^(cat )?proc[. /]?partitions$/, 'proc-partitions'],
  [/^(cat )?(proc[. /]?)?mdstat$/, 'proc-mdstat'],
  [/^(cat )?(proc[. /]?)?swaps$/, 'proc-swaps'],
  [/^(cat )?(proc[. /]?)?(self[. /]?)?mountinfo$/, 'mountinfo'],
  [/^uname( |$)/, 'uname'],
  [/^hostname$/, 'hostname'],
  [/^date( |$)/, 'date'],
];

/** What a file is by its path; null when that does not tell. */
export function kindByPath(path: string): EvidenceKind | null {
  const copied = BY_PATH.find(([pattern]) => pattern.test(path));
  if (copied) return copied[1];
  const command = commandOf(path);
  return BY_COMMAND.find(([pattern]) => pattern.test(command))?.[1] ?? null;
}

/** Whether a file of a folder or an archive could be of use, by its path. A capture is known by its contents only. */
export function isOfUse(path: string): boolean {
  return kindByPath(path) !== null || path.split('/').length <= 2;
}

/** `sos_commands/devicemapper/dmsetup_ls_--tree.txt` → `dmsetup ls --tree`. Slashes of the command are dots there. */
export function commandOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name
    .replace(/\.(txt|out|log|json|stdout)$/i, '')
    .replace(/^\d+[-_.]/, '')
    .replace(/[_\s]+/g, ' ')
    .replace(/^\.?(usr[. ])?s?bin[. ]/, '')
    .replace(/^cat \.?/, '')
    .trim();
}

/** What some text is by what is in it; null for nothing that is known here. */
export function kindByText(text: string): EvidenceKind | null {
  const head = text.slice(0, 20_000);
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const most = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length * 2 > lines.length;
  if (first.startsWith('dmscope-capture ')) return 'capture';
  if (/^\s*[{[]/.test(first)) return jsonKind(head);
  if (/^No devices found\s*$/.test(head)) return 'dmsetup-info';
  if (/^Name: {2,}\S/.test(first)) return 'dmsetup-info-long';
  if (/^Name\b.*\b(Maj|DevNo)\b/.test(first) || /^DM_[A-Z]+='/.test(first)) return 'dmsetup-info';
  if (most(/^\d+\x1f\d+\x1f/)) return 'dmsetup-info';
  if (/^NAME +.*\bMAJ:MIN\b/.test(first)) return 'lsblk-tree';
  if (/(^|\s)(K?NAME|MAJ[:_]MIN)="/.test(first)) return 'lsblk-pairs';
  if (most(/: \d+ dependenc(y|ies)\s*:/)) return 'dmsetup-deps';
  if (most(/(^|: )\d+ \d+ [a-z][\w-]*( |$)/)) return isStatus(lines) ? 'dmsetup-status' : 'dmsetup-table';
  if (most(/^\S.*\t\(\d+[,:] ?\d+\)$/)) return 'dmsetup-ls';
  if (/^\/dev\/loop\d+: \[/.test(first)) return 'losetup';
  if (/^major minor +#blocks/.test(first)) return 'proc-partitions';
  if (/^Personalities :/.test(first)) return 'proc-mdstat';
  if (/^Filename\s+Type\s+Size/.test(first)) return 'proc-swaps';
  if (most(/^\d+ \d+ \d+:\d+ \/.* - /)) return 'mountinfo';
  if (most(/^\/dev\/\S+: .*\b(TYPE|UUID)="/)) return 'blkid';
  if (/^(Library|Driver) version:/.test(first)) return 'dmsetup-version';
  return null;
}

function jsonKind(head: string): EvidenceKind | null {
  if (head.includes('"blockdevices"')) return 'lsblk-json';
  return head.includes('"loopdevices"') ? 'losetup' : null;
}

/** What a status never says and a table always does: which device, for targets that name one first. */
const NAMES_A_DEVICE =
  /(?:^|: )\d+ \d+ (?:linear|snapshot-origin|snapshot|thin|thin-pool|delay|zoned) \S*(?:\d:\d|\/)\S*(?: |$)/;
const HAS_A_STATUS =
  /(?:^|: )\d+ \d+ (?:(?:linear|crypt|snapshot-origin) *$|snapshot \d+\/\d+ |mirror \d+ \S+:)/;

/** Of a table or a status: a linear device names another in its table, and says nothing in its status. */
function isStatus(lines: readonly string[]): boolean {
  if (lines.some((line) => /: \d+ \d+ multipath .* \d+:\d+ [AF] \d/.test(line))) return true;
  const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
  const tables = count(/ \d+:\d+(?: |$)/) + count(NAMES_A_DEVICE);
  return count(HAS_A_STATUS) > tables;
}
