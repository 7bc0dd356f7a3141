import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

/** A device that LVM may use, as `/etc/lvm/devices/system.devices` lists it (lvmdevices(8)). */
export type DevicesFileEntry = {
  /** `sys_wwid`, `mpath_uuid`, `crypt_uuid`, `md_uuid`, `lvmlv_uuid`, `loop_file`, `devname` … */
  readonly idType: string;
  readonly idName: string;
  /** What it was called when it was listed: a hint. */
  readonly devName: string;
  /** PV UUID without dashes; empty where LVM did not know it. */
  readonly pvId: string;
  readonly partition: number | null;
};

/** Reads the devices file. No entry at all is possible: a file that hides everything. */
export function parseDevicesFile(
  text: string,
  section = 'lvm-devices-file',
): Parsed<readonly DevicesFileEntry[]> {
  const value: DevicesFileEntry[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    if (/^\s*(?:#|$|(?:VERSION|SYSTEMID|HOSTNAME|PRODUCT_UUID|HASH)=)/.test(content)) return;
    const fields = fieldsOf(content);
    const idType = fields.get('IDTYPE');
    if (idType === undefined) {
      problems.push({ section, line, message: 'Not a line of a devices file', text: content });
      return;
    }
    const part = Number(fields.get('PART') ?? Number.NaN);
    value.push({
      idType,
      idName: known(fields.get('IDNAME')),
      devName: known(fields.get('DEVNAME')),
      pvId: known(fields.get('PVID')).replaceAll('-', ''),
      partition: Number.isSafeInteger(part) ? part : null,
    });
  });
  return { value, problems };
}

function fieldsOf(content: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [, name = '', value = ''] of content.matchAll(/(?:^|\s)([A-Z]+)=(\S*)/g))
    fields.set(name, value);
  return fields;
}

/** A lone dot stands for nothing. */
function known(value: string | undefined): string {
  return value === undefined || value === '.' ? '' : value;
}
