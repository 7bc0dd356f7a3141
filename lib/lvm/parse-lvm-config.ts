import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { stringsIn } from './lvm-string.ts';

/** A setting's value as `lvmconfig` prints it: a number, a string (as a list of one) or a list of strings. */
export type LvmValue = number | readonly string[];

/**
 * Reads the section `lvm-config`: a line of `lvm version`, then settings by their full names, `devices/scan_lvs=0`. The
 * version is kept under `version`. A setting that is not there is not set, and has no default.
 */
export function parseLvmConfig(text: string, section = 'lvm-config'): Parsed<ReadonlyMap<string, LvmValue>> {
  const value = new Map<string, LvmValue>();
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const version = /^\s*LVM version:\s*(\S.*?)\s*$/.exec(content)?.[1];
    const [, name = '', written = ''] = /^([a-z]+\/[a-z_]+)=(.*)$/.exec(content) ?? [];
    const setting = name === '' ? null : writtenValue(written);
    if (version !== undefined) value.set('version', [version]);
    else if (setting !== null) value.set(name, setting);
    else if (content.trim() !== '')
      problems.push({ section, line, message: 'Not a setting of LVM', text: content });
  });
  return { value, problems };
}

function writtenValue(written: string): LvmValue | null {
  if (/^-?\d{1,15}$/.test(written)) return Number(written);
  return stringsIn(written);
}
