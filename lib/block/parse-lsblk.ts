import type { Parsed, Problem } from '../problem.ts';
import type { DevNo } from './dev-no.ts';
import {
  isJsonRow,
  type JsonRow,
  jsonDevNo,
  jsonFlag,
  jsonNumber,
  jsonRows,
  jsonText,
  parseToolJson,
} from './parse-json.ts';

/** A block device as lsblk has it. Empty text is what lsblk prints as null, or was not asked for. */
export type LsblkDevice = {
  /** For a device-mapper device its raw name: lsblk prints the mangled one. */
  readonly name: string;
  readonly kname: string;
  readonly path: string;
  readonly devNo: DevNo | null;
  readonly type: string;
  /** Null without a number of bytes, as when `-b` was not given. */
  readonly sizeBytes: number | null;
  readonly isReadOnly: boolean;
  readonly isRemovable: boolean;
  readonly isRotational: boolean;
  readonly fsType: string;
  readonly label: string;
  readonly uuid: string;
  readonly partUuid: string;
  readonly partLabel: string;
  readonly model: string;
  readonly serial: string;
  readonly wwn: string;
  readonly state: string;
  readonly mountPoints: readonly string[];
  /** Kernel names of what it stands on, from `pkname` and from where it hangs in the tree form. */
  readonly parentKnames: readonly string[];
};

/**
 * Reads `lsblk -J -b`, as a list (`-l`) or as a tree, into one entry a device, in the order of the first mention. Old versions
 * quote every value, print `mountpoint` for `mountpoints`, or leave the wrapper out. Foreign lines are problems.
 */
export function parseLsblk(text: string, section = 'lsblk'): Parsed<readonly LsblkDevice[]> {
  const problems: Problem[] = [];
  const json = parseToolJson(text, section, problems);
  const found = json === undefined ? [] : (jsonRows(json, 'blockdevices') ?? singleRow(json));
  if (!found)
    problems.push({ section, line: null, message: 'No list of block devices', text: text.slice(0, 200) });
  const devices = new Map<string, LsblkDevice>();
  const waiting = (found ?? []).map((row) => ({ row, parent: '' })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { row, parent } = next;
    const device = deviceOf(row, parent);
    if (device.kname === '') {
      const message = 'A block device without a name';
      problems.push({ section, line: null, message, text: Object.keys(row).join(' ').slice(0, 200) });
    } else devices.set(device.kname, merged(devices.get(device.kname), device));
    const children = Array.isArray(row.children) ? row.children.filter(isJsonRow) : [];
    for (const child of children.reverse()) waiting.push({ row: child, parent: device.kname });
  }
  return { value: [...devices.values()], problems };
}

function singleRow(json: unknown): readonly JsonRow[] | null {
  return isJsonRow(json) && Object.hasOwn(json, 'name') ? [json] : null;
}

function deviceOf(row: JsonRow, parent: string): LsblkDevice {
  const name = jsonText(row, 'name').trim();
  const parents = [jsonText(row, 'pkname').trim(), parent].filter((kname) => kname !== '');
  return {
    name,
    kname: jsonText(row, 'kname').trim() || name,
    path: jsonText(row, 'path'),
    devNo: jsonDevNo(row, 'maj:min'),
    type: jsonText(row, 'type'),
    sizeBytes: jsonNumber(row, 'size'),
    isReadOnly: jsonFlag(row, 'ro'),
    isRemovable: jsonFlag(row, 'rm'),
    isRotational: jsonFlag(row, 'rota'),
    fsType: jsonText(row, 'fstype'),
    label: jsonText(row, 'label'),
    uuid: jsonText(row, 'uuid'),
    partUuid: jsonText(row, 'partuuid'),
    partLabel: jsonText(row, 'partlabel'),
    model: jsonText(row, 'model').trim(),
    serial: jsonText(row, 'serial').trim(),
    wwn: jsonText(row, 'wwn').trim(),
    state: jsonText(row, 'state'),
    mountPoints: mountPointsOf(row),
    parentKnames: [...new Set(parents)],
  };
}

function mountPointsOf(row: JsonRow): readonly string[] {
  const list = Array.isArray(row.mountpoints) ? row.mountpoints : [row.mountpoint ?? row.mountpoints];
  return list.filter((point): point is string => typeof point === 'string' && point !== '');
}

/** The tree form repeats a shared device under each of its parents. */
function merged(known: LsblkDevice | undefined, again: LsblkDevice): LsblkDevice {
  if (!known) return again;
  return { ...known, parentKnames: [...new Set([...known.parentKnames, ...again.parentKnames])] };
}
