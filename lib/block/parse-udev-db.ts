import type { Parsed, Problem } from '../problem.ts';
import { decodeHexEscapes } from '../text/escapes.ts';
import { forEachLine } from '../text/lines.ts';
import { type DevNo, parseDevNo } from './dev-no.ts';

export type UdevDevice = {
  /** `ID_FS_TYPE` → `ext4`; values that udev encodes are decoded. */
  readonly properties: ReadonlyMap<string, string>;
  /** Names below /dev, without `/dev/`, as they are on disk: `disk/by-label/a\x20b` is really named so. */
  readonly links: readonly string[];
};

type OpenDevice = {
  readonly properties: Map<string, string>;
  readonly links: string[];
};

const PREFIX = /^b\d{1,10}:\d{1,10}:/;

/** blkid encodes these as `\xNN` (blkid_encode_string); values without `_ENC` have awkward characters replaced instead. */
const ENCODED = /_ENC$|^ID_PART_ENTRY_NAME$/;

/**
 * Reads the section `udev-db`: lines of /run/udev/data with their file's name before them, `b254:1:E:ID_FS_TYPE=ext4` and
 * `b254:1:S:mapper/vg-lv` (systemd: device-private.c). The format is udev's own business: other lines are problems, no more.
 */
export function parseUdevDb(text: string, section = 'udev-db'): Parsed<ReadonlyMap<DevNo, UdevDevice>> {
  const value = new Map<DevNo, OpenDevice>();
  const problems: Problem[] = [];
  // A device's lines follow each other, so most begin as the last one did.
  let prefix = '\n';
  let devNo: DevNo | null = null;
  let device: OpenDevice | null = null;
  forEachLine(text, (content, line) => {
    if (!content.startsWith(prefix)) {
      prefix = PREFIX.exec(content)?.[0] ?? '\n';
      devNo = parseDevNo(prefix.slice(1, -1));
      device = devNo === null ? null : (value.get(devNo) ?? { properties: new Map(), links: [] });
    }
    const entry = device === null ? '' : content.slice(prefix.length);
    const equals = entry.indexOf('=');
    if (devNo && device && entry.startsWith('S:')) {
      device.links.push(entry.slice(2));
      value.set(devNo, device);
    } else if (devNo && device && entry.startsWith('E:') && equals > 2) {
      const key = entry.slice(2, equals);
      const found = entry.slice(equals + 1);
      device.properties.set(key, found.includes('\\') && ENCODED.test(key) ? decodeHexEscapes(found) : found);
      value.set(devNo, device);
    } else if (content !== '') {
      problems.push({ section, line, message: 'Not a link or property of udev', text: content });
    }
  });
  return { value, problems };
}
