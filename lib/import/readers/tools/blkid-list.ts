import type { DeviceFacts, GivenLine, IgnoredLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { type Found, ignoredLine } from './tool-reader.ts';

const HEADER = /^device\s+fs_type\s+label\s+mount point\s+UUID$/;
const NOT_MOUNTED = '(not mounted)';
/** What stands for a mount point (util-linux: misc-utils/blkid.c `list_print_device`). */
const NO_PLACE = [NOT_MOUNTED, '(in use)', '[SWAP]', '<swap>'];

export function isListHeader(text: string): boolean {
  return HEADER.test(text);
}

/** `blkid -o list`: a table for people, in which a long name of a device has a line of its own. */
export function blkidList(lines: readonly GivenLine[]): Found {
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  let name: GivenLine | null = null;
  for (const line of lines) {
    if (HEADER.test(line.text) || /^-+$/.test(line.text)) continue;
    if (/^\/dev\/\S+$/.test(line.text)) {
      if (name) ignored.push(ignoredLine(name, 'blkid'));
      name = line;
      continue;
    }
    const row = name ? `${name.text} ${line.text}` : line.text;
    const device = deviceOf(row, name?.at ?? line.at);
    if (device) devices.push(device);
    else ignored.push(...(name ? [ignoredLine(name, 'blkid')] : []), ignoredLine(line, 'blkid'));
    name = null;
  }
  if (name) ignored.push(ignoredLine(name, 'blkid'));
  return { devices, ignored };
}

function deviceOf(row: string, at: number): DeviceFacts | null {
  const [path = '', type = '', ...rest] = row.split(/\s+/);
  const ref = refOfPath(path);
  const uuid = rest.at(-1) ?? '';
  const middle = row.slice(row.indexOf(type, path.length) + type.length, row.length - uuid.length).trim();
  const place = placeIn(middle);
  if (!ref || place === null || !/^[\w:-]{4,60}$/.test(uuid)) return null;
  const label = middle.slice(0, middle.length - place.length).trim();
  return {
    ref,
    at,
    content: { type, ...(label === '' ? {} : { label }), uuid },
    ...(place.startsWith('/') ? { mounts: [{ mountPoint: place }] } : {}),
    ...(place === NOT_MOUNTED ? { mounts: [] } : {}),
  };
}

function placeIn(middle: string): string | null {
  const known = NO_PLACE.find((place) => middle.endsWith(place));
  if (known !== undefined) return known;
  const slash = middle.startsWith('/') ? 0 : middle.indexOf(' /') + 1;
  return middle[slash] === '/' ? middle.slice(slash) : null;
}
