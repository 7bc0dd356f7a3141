import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

/** Attribute values by kernel name and by path below it: `sda1` → `start` → `2048`, `loop0` → `loop/backing_file` → `/tmp/x`. */
export type SysfsAttributes = ReadonlyMap<string, ReadonlyMap<string, string>>;

const ENTRY = /^([\w!.-]{1,64})\/([\w-]{1,64}(?:\/[\w-]{1,64})?):/;

/**
 * Reads the section `sysfs`: `grep -Hs .` over attributes of /sys/class/block. A value with newlines has the prefix on each of its
 * lines, so the first prefix of a line is always grep's own, and a file named `sda/ro:1` cannot pass for another
 * attribute. Lines without one are problems. Trailing blanks, as in `device/model`, are cut.
 */
export function parseSysfs(text: string, section = 'sysfs'): Parsed<SysfsAttributes> {
  const value = new Map<string, Map<string, string>>();
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const match = ENTRY.exec(content);
    if (!match) {
      if (content !== '')
        problems.push({ section, line, message: 'Not an attribute of a block device', text: content });
      return;
    }
    const [prefix, kname = '', attribute = ''] = match;
    const attributes = value.get(kname) ?? new Map<string, string>();
    if (attributes.size === 0) value.set(kname, attributes);
    const found = content.slice(prefix.length);
    const cut = attribute === 'loop/backing_file' ? found : found.trimEnd();
    const before = attributes.get(attribute);
    attributes.set(attribute, before === undefined ? cut : `${before}\n${cut}`);
  });
  return { value, problems };
}
