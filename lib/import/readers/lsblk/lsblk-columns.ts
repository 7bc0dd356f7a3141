import { ownValue } from '../../../own-value.ts';

/**
 * The columns that lsblk can print, of all versions (lsblk(8), lsblk-cmd/lsblk.c), and how it prints them: which are aligned to the
 * right, which are never empty, and what a cell of the others that matter looks like.
 */

const RIGHT_ALIGNED = new Set(
  (
    'ALIGNMENT DISC-ALN DAX DISC-GRAN DISK-SEQ DISC-MAX DISC-ZERO FSAVAIL FSSIZE FSUSED FSUSE% HOTPLUG LOG-SEC MIN-IO MQ OPT-IO ' +
    'PARTN PHY-SEC RAND RA REV RM ROTA RO RQ-SIZE SIZE START WSAME ZONE-SZ ZONE-WGRAN ZONE-APP ZONE-NR ZONE-OMAX ZONE-AMAX'
  ).split(' '),
);

const LEFT_ALIGNED = new Set(
  (
    'ID ID-LINK FSROOTS FSTYPE FSVER GROUP HCTL KNAME LABEL MAJ:MIN MAJ MIN MODEL MODE NAME OWNER PARTFLAGS PARTLABEL PARTTYPENAME ' +
    'PARTTYPE PARTUUID PATH PKNAME PTTYPE PTUUID SCHED SERIAL STATE SUBSYSTEMS MOUNTPOINT MOUNTPOINTS TRAN TYPE UUID VENDOR WWN ZONED'
  ).split(' '),
);

/** Never empty, so a row without them is none. */
const ALWAYS_FILLED = new Set(['NAME', 'KNAME', 'MAJ:MIN', 'MAJ', 'MIN', 'RM', 'RO', 'TYPE', 'SIZE']);

/** Their cells may have blanks in them. */
const OF_WORDS = new Set([
  'LABEL',
  'MODEL',
  'PARTLABEL',
  'PARTTYPENAME',
  'VENDOR',
  'FSVER',
  'MOUNTPOINT',
  'MOUNTPOINTS',
  'SERIAL',
]);

const FLAG = /^[01]$/;
const MOUNT_POINT = /^(?:\/|\[SWAP\]$)/;
const NUMBER = /^\d+$/;
const SIZE = /^\d{1,20}(?:[.,]\d{1,3})?[BKMGTPEZ]?$/;
const PATTERNS: Readonly<Record<string, RegExp>> = {
  'MAJ:MIN': /^\d{1,10}:\d{1,10}$/,
  MAJ: NUMBER,
  MIN: NUMBER,
  TYPE: /^[a-z_][\w.+-]*$/i,
  SIZE,
  FSAVAIL: SIZE,
  FSSIZE: SIZE,
  FSUSED: SIZE,
  'FSUSE%': /^(?:\d+%|-)$/,
  'DISC-GRAN': SIZE,
  'DISC-MAX': SIZE,
  WSAME: SIZE,
  RM: FLAG,
  RO: FLAG,
  ROTA: FLAG,
  RAND: FLAG,
  HOTPLUG: FLAG,
  RA: NUMBER,
  'RQ-SIZE': NUMBER,
  'LOG-SEC': NUMBER,
  'PHY-SEC': NUMBER,
  'MIN-IO': NUMBER,
  'OPT-IO': NUMBER,
  START: NUMBER,
  PARTN: NUMBER,
  MODE: /^[-bcld][-rwxsStT]{9}$/,
  UUID: /^[0-9A-Za-z-]{4,}$/,
  PARTUUID: /^[0-9A-Fa-f-]{6,}$/,
};

/** A column of a table for people; where its title starts and ends is counted in columns of the terminal. */
export type TableColumn = {
  readonly name: string;
  readonly isRightAligned: boolean;
  readonly start: number;
  readonly end: number;
};

export const DEFAULT_COLUMNS: readonly string[] = [
  'NAME',
  'MAJ:MIN',
  'RM',
  'SIZE',
  'RO',
  'TYPE',
  'MOUNTPOINTS',
];

/** The name of a column from its title: `MAJ_MIN`, `FSUSE_PCT` and JSON's `maj:min` too; null for what is none. */
export function columnOf(title: string): string | null {
  const upper = title.toUpperCase();
  if (isColumn(upper)) return upper;
  const name = upper === 'MAJ_MIN' ? 'MAJ:MIN' : upper.replace('_PCT', '%').replaceAll('_', '-');
  return isColumn(name) ? name : null;
}

function isColumn(name: string): boolean {
  return RIGHT_ALIGNED.has(name) || LEFT_ALIGNED.has(name);
}

/** The columns of a header line; null for any other line. */
export function headerColumns(line: string): readonly TableColumn[] | null {
  // Most lines are rows, and none of those starts so.
  if (!/^ *[A-Z]{2}/.test(line)) return null;
  const columns: TableColumn[] = [];
  for (const { 0: title, index } of line.matchAll(/\S+/g)) {
    const isLast = index + title.length === line.trimEnd().length;
    const name =
      columnOf(title) ?? (isLast && columns.length > 2 && isStartOfTitle(title) ? CUT_COLUMN : null);
    if (name === null || title !== title.toUpperCase()) return null;
    columns.push({
      name,
      isRightAligned: RIGHT_ALIGNED.has(name),
      start: index,
      end: index + title.length,
    });
  }
  return columns.some(({ name }) => namesDevice(name)) ? columns : null;
}

/** The terminal's edge was there, so its cells are cut too. */
export const CUT_COLUMN = '';

function isStartOfTitle(title: string): boolean {
  return [...RIGHT_ALIGNED, ...LEFT_ALIGNED].some((name) => name.startsWith(title));
}

export function namesDevice(column: string): boolean {
  return column === 'NAME' || column === 'KNAME' || column === 'PATH';
}

export function isAlwaysFilled(column: string): boolean {
  return ALWAYS_FILLED.has(column);
}

export function isOfWords(column: string): boolean {
  return OF_WORDS.has(column);
}

export function holdsMountPoints(column: string): boolean {
  return column === 'MOUNTPOINTS' || column === 'MOUNTPOINT';
}

/** MOUNTPOINTS where both were printed, since MOUNTPOINT is but one of them. */
export function mountPointColumn(columns: { has(column: string): boolean }): string | null {
  return ['MOUNTPOINTS', 'MOUNTPOINT'].find((column) => columns.has(column)) ?? null;
}

/** Whether a cell that is not empty can be of this column. */
export function fitsColumn(column: string, cell: string): boolean {
  if (holdsMountPoints(column)) return MOUNT_POINT.test(cell);
  return ownValue(PATTERNS, column)?.test(cell) ?? true;
}
