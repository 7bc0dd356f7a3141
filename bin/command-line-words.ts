import { readFileSync } from 'node:fs';
import { decodeHostText } from '../lib/text/host-text.ts';

const REPLACED = '\ufffd';

/**
 * The words of this process as they were typed. Node puts U+FFFD in the place of every byte that is not UTF-8, so that
 * two names become one and a device could be taken for another; the kernel still has the bytes.
 */
export function commandLineWords(): readonly string[] {
  const words = process.argv.slice(2);
  if (!words.some((word) => word.includes(REPLACED))) return words;
  const typed = decodeHostText(readFileSync('/proc/self/cmdline')).split('\0').slice(0, -1);
  return typed.slice(typed.length - words.length);
}
