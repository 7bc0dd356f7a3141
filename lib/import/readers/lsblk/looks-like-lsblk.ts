import type { GivenLine } from '../../reading.ts';
import { isKernelName } from './kernel-names.ts';
import { headerColumns } from './lsblk-columns.ts';
import { pairRow } from './pair-rows.ts';
import { readGuides } from './tree-guides.ts';

/** Whether lines are lsblk's: strict, since prose and other programs' tables are not. */

const ROW = /\S +\d{1,10}:\d{1,10} +[01] +[\d.,]{1,20}[BKMGTPE]? +[01] +[a-z][\w-]*(?:\s|$)/;

const DEV_NO = /\s\d{1,10}:\d{1,10}(?:\s|$)/;

export function looksLikeLsblk(lines: readonly GivenLine[]): boolean {
  return (
    looksLikeLsblkJson(lines) ||
    looksLikeLsblkPairs(lines) ||
    lines.filter(({ text }) => ROW.test(text)).length > 1 ||
    hasHeaderAndRow(lines)
  );
}

export function looksLikeLsblkJson(lines: readonly GivenLine[]): boolean {
  return lines.some(({ text }) => /^[\s{]*"blockdevices"\s*:/.test(text));
}

export function looksLikeLsblkPairs(lines: readonly GivenLine[]): boolean {
  return lines.some((line) => pairRow(line) !== null);
}

/** NAME, TYPE and SIZE are titles of other programs too, so a row below must have what only block devices have. */
function hasHeaderAndRow(lines: readonly GivenLine[]): boolean {
  let isBelow = false;
  let hasNumbers = false;
  for (const { text } of lines) {
    const header = headerColumns(text);
    if (header) {
      isBelow = header.length > 1;
      hasNumbers = header.some(({ name }) => name === 'MAJ:MIN');
    } else if (isBelow && (isBlockRow(text) || (hasNumbers && DEV_NO.test(text)))) return true;
  }
  return false;
}

function isBlockRow(text: string): boolean {
  const name = text.trimStart();
  const guides = readGuides(name);
  const words = name.slice(guides.length).trim().split(/\s+/, 12);
  return (
    guides.depth > 0 ||
    words.some((word) => isKernelName(word.replace(/^\/dev\//, '')) || word.startsWith('/dev/mapper/'))
  );
}
