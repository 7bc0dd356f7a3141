/**
 * The outputs of LVM that have a line for each thing: `pvscan`, `lvscan`, `vgscan`, and `-c` and `-s` of the display commands
 * (tools/pvscan.c, tools/lvscan.c, lib/display/display.c).
 */
import { parseDevNo } from '../../../block/dev-no.ts';
import { isInternalName, namesOfPath } from './lvm-device.ts';
import { lvmSize, type Units } from './lvm-size.ts';
import type { ToldPv, ToldVolume } from './volume.ts';

export type ToldLine = { readonly volume?: ToldVolume; readonly pv?: ToldPv };

const UUID = '[a-zA-Z0-9]{6}(?:-[a-zA-Z0-9]{4}){5}-[a-zA-Z0-9]{6}|none';
const LVSCAN = /^\s*(ACTIVE|inactive)\s+(?:(Original|Snapshot)\s+)?'(\/[^']+)' \[([^\]]*)\] [a-z ]+\s*$/;
const PVSCAN = new RegExp(
  `^\\s*PV (/\\S+|\\[unknown\\]|unknown device)(?:\\s+with UUID (${UUID}))?\\s+(?:VG (\\S+)\\s+|is in exported VG (\\S+)\\s+)?(lvm[12])?\\s*\\[([^/\\]]*)(?:/[^\\]]*)?\\]\\s*$`,
);
const LV_COLONS =
  /^\s*(\/[^:\s]+):([^:\s]+):(\d+):([01]):-1:(\d+):(\d+):(-?\d+):-1:(\d+):(-?\d+):(-?\d+):(-?\d+)\s*$/;
const PV_COLONS = new RegExp(
  `^\\s*(/\\S{1,200}?|\\[unknown\\]):([^:\\s]*):\\d+:-1:\\d+:\\d+:-1:\\d+:\\d+:\\d+:\\d+:(${UUID})\\s*$`,
);
const VG_COLONS = new RegExp(
  `^\\s*[\\w+.-]+:(?:r/w|r|w)?:\\d+:-1:(?:\\d+:){3}-1:(?:\\d+:){8}(?:${UUID})\\s*$`,
);
const NEW_PV = /^\s*"(\/[^"]+)" is a new physical volume of "([^"]*)"\s*$/;
const OTHERS = [
  /^\s*Found (?:exported )?volume group "[^"]+" using metadata type lvm[12]\s*$/,
  /^\s*Total: \d+ \[[^\]]*\] \/ in use: \d+ \[[^\]]*\] \/ in no VG: \d+ \[[^\]]*\]\s*$/,
  /^\s*Device "\/[^"]+" has a capacity of \S.*$/,
  /^\s*"[\w+.-]+" +\S+.*\[.* used \/ .* free\]\s*$/,
  /^\s*No (?:matching physical volumes|volume groups) found\s*$/,
];

/** Null for a line of another kind; empty for one that tells nothing of a device. */
export function readDisplayLine(text: string, at: number, units: Units): ToldLine | null {
  const scanned = LVSCAN.exec(text);
  if (scanned) return ofLvscan(scanned, at, units);
  const listed = PVSCAN.exec(text);
  if (listed) {
    const [, path = '', uuid = '', vg, exported, format = 'lvm2', size = ''] = listed;
    return { pv: pvOf({ path, uuid, vg: vg ?? exported ?? '', format, at }, size, units) };
  }
  const [, lvPath = '', , access = '', active, open = '', , , , , major, minor] = LV_COLONS.exec(text) ?? [];
  const names = namesOfPath(lvPath);
  if (names) {
    const devNo = parseDevNo(`${major}:${minor}`);
    return {
      volume: {
        ...volumeOf(names, at),
        presence: active === '1' ? 'present' : 'absent',
        // A third bit tells that the kernel has it read-only.
        isReadOnly: (Number(access) & 4) !== 0 || (Number(access) & 2) === 0,
        dm: { openCount: Number(open) },
        ...(devNo && { devNo }),
      },
    };
  }
  const [, pvPath, vg = '', uuid = ''] = PV_COLONS.exec(text) ?? [];
  if (pvPath !== undefined)
    return { pv: pvOf({ path: pvPath, uuid, vg: vg.replace(/^#.*/, ''), format: 'lvm2', at }, '', units) };
  if (VG_COLONS.test(text)) return {};
  const [, newPath, newSize = ''] = NEW_PV.exec(text) ?? [];
  if (newPath !== undefined)
    return { pv: pvOf({ path: newPath, uuid: '', vg: '', format: 'lvm2', at }, newSize, units) };
  return OTHERS.some((pattern) => pattern.test(text)) ? {} : null;
}

function ofLvscan(
  [, state, role, path = '', size = '']: RegExpExecArray,
  at: number,
  units: Units,
): ToldLine {
  const names = namesOfPath(path);
  if (!names) return {};
  // The size of a snapshot is that of its changes.
  const told = role === 'Snapshot' ? null : lvmSize(size, units);
  const type = role === 'Snapshot' ? 's' : role === 'Original' ? 'o' : '';
  const presence = state === 'ACTIVE' ? 'present' : role === 'Snapshot' ? 'unknown' : 'absent';
  return { volume: { ...volumeOf(names, at), type, presence, ...(told && { size: told }) } };
}

function volumeOf({ vg, lv }: { readonly vg: string; readonly lv: string }, at: number): ToldVolume {
  const isHidden = isInternalName(lv);
  return { vg, lv, at, isHidden, presence: 'unknown', type: '', target: '', vgUuid: '', uuid: '' };
}

function pvOf(pv: Omit<ToldPv, 'isMissing'>, size: string, units: Units): ToldPv {
  const told = lvmSize(size, units);
  return {
    ...pv,
    uuid: pv.uuid === 'none' ? '' : pv.uuid,
    isMissing: !pv.path.startsWith('/'),
    // What is usable of it is a little less than the device.
    ...(told && told.bytes > 0 && { size: { bytes: told.bytes, isRounded: true } }),
  };
}
