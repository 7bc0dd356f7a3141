import { execFileSync } from 'node:child_process';
import { isUtf8Locale, localeName } from '../lib/tree/locale-codeset.ts';
import type { TreeOutput } from '../lib/tree/tree-options.ts';

/** What standard output is, as dmsetup asks for it. */
export function treeOutput(): TreeOutput {
  return { columns: process.stdout.isTTY ? process.stdout.columns : null, isUtf8: isUtf8() };
}

/**
 * A locale that is named but not installed is the C locale to the C library, and some are UTF-8 without saying so. Only
 * the C library knows; it is asked where the name leaves a doubt.
 */
function isUtf8(): boolean {
  const name = localeName(process.env);
  if (/^(C|POSIX|C\.UTF-?8)$/i.test(name)) return isUtf8Locale(process.env);
  try {
    const charmap = execFileSync('locale', ['charmap'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 2000,
    });
    return charmap.toString().trim() === 'UTF-8';
  } catch {
    return isUtf8Locale(process.env);
  }
}
