import type { Parsed, Problem } from '../problem.ts';
import { decodeHexEscapes } from '../text/escapes.ts';
import { forEachLine } from '../text/lines.ts';
import type { DevNo } from './dev-no.ts';

export type UdevDevice = {
  /** `ID_FS_TYPE` → `ext4`; values that udev encodes are decoded. */
  readonly properties: ReadonlyMap<string, string>;
  /** Names below /dev, without `/dev/`, as they are on disk: `disk/by-label/a\x20b` is really named so. */
  readonly links: readonly string[];
};

const ENTRY = /^b(\d{1,10}):(\d{1,10}):([A-Z]):(.*)$/s;

/** blkid encodes these as `\xNN` (blkid_encode_string); values without `_ENC` have awkward characters replaced instead. */
const ENCODED = /_ENC$|^ID_PART_ENTRY_NAME$/;

/**
 * Reads the section `udev-db`: lines of /run/udev/data with their file's name before them, `b254:1:E:ID_FS_TYPE=ext4` and
 * `b254:1:S:mapper/vg-lv` (systemd: device-private.c). The format is udev's own business: other lines are problems, no more.
 */
export function parseUdevDb(text: string, section = 'udev-db'): Parsed<ReadonlyMap<DevNo, UdevDevice>> {
  const value = new Map<DevNo, { properties: Map<string, string>; links: string[] }>();
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const match = ENTRY.exec(content);
    const [, major, minor, type, rest = ''] = match ?? [];
    const equals = rest.indexOf('=');
    if (!match || (type !== 'S' && (type !== 'E' || equals <= 0))) {
      if (content !== '')
        problems.push({ section, line, message: 'Not a link or property of udev', text: content });
      return;
    }
    const devNo: DevNo = `${Number(major)}:${Number(minor)}`;
    const device = value.get(devNo) ?? { properties: new Map<string, string>(), links: [] as string[] };
    value.set(devNo, device);
    if (type === 'S') device.links.push(rest);
    else {
      const key = rest.slice(0, equals);
      const found = rest.slice(equals + 1);
      device.properties.set(key, ENCODED.test(key) ? decodeHexEscapes(found) : found);
    }
  });
  return { value, problems };
}
