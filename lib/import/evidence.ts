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
