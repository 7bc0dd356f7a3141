import type { Segment } from '../dm/target-type.ts';
import { withoutKeys } from '../dm/targets/argument-cursor.ts';
import { counted } from '../dm/targets/wording.ts';
import type { Device } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import type { Evidence } from './finding.ts';
import { openersInWords } from './openers.ts';

/** Facts quoted from a capture, each with the section it stands in, so that a reader can check it there. */

/** Enough to prove a point; the rest is in the capture. */
const MOST_LINES = 6;

export function tableLines(devices: readonly Device[]): readonly Evidence[] {
  const lines = devices.flatMap((device) =>
    (device.dm?.isTableKnown === false ? [] : (device.dm?.segments ?? [])).map((segment) =>
      quoted('dmsetup-table', lineOf(device, segment, segment.args)),
    ),
  );
  return atMost(lines);
}

export function inactiveLines(device: Device): readonly Evidence[] {
  const lines = (device.dm?.inactiveSegments ?? []).map((segment) =>
    quoted('dmsetup-table-inactive', lineOf(device, segment, segment.args)),
  );
  return atMost(lines);
}

export function statusLines(device: Device): readonly Evidence[] {
  const lines = (device.dm?.segments ?? []).flatMap((segment) =>
    segment.status === null ? [] : [quoted('dmsetup-status', lineOf(device, segment, segment.status))],
  );
  return atMost(lines);
}

/** What multipath or LVM printed of how well it is. */
export function reportedLines({ reportedHealth }: Device): readonly Evidence[] {
  const section = reportedHealth?.paths ? 'multipath' : 'lvm-reports';
  return atMost((reportedHealth?.lines ?? []).map((line) => quoted(section, line)));
}

function lineOf(device: Device, segment: Segment, args: string): string {
  const name = device.dm?.rawName ?? device.name;
  const line = `${name}: ${segment.startSector} ${segment.lengthSectors} ${segment.target} ${withoutKeys(args)}`;
  return line.trimEnd();
}

export function uuidOf(device: Device): Evidence {
  return quoted('dmsetup-info', `${device.dm?.rawName ?? device.name}: UUID ${device.dm?.uuid ?? ''}`);
}

export function openCountOf(device: Device): readonly Evidence[] {
  const count = device.dm?.openCount ?? null;
  return count === null ? [] : [quoted('dmsetup-info', `${device.dm?.rawName}: open count ${count}`)];
}

export function stateOf(device: Device, state: string, section = 'dmsetup-info'): Evidence {
  return quoted(section, `${device.dm?.rawName ?? device.name}: ${state}`);
}

/** Who has it open beside its holders. */
export function openersOn(device: Device): readonly Evidence[] {
  const opens = device.unexplainedOpens ?? 0;
  return atMost([
    ...openersInWords(device).map((who) => quoted('open-files', `${device.name} is open by ${who}`)),
    ...(opens > 0
      ? [quoted('dmsetup-info', `${device.dm?.rawName}: ${counted(opens, 'open')} by unknown users`)]
      : []),
  ]);
}

/** Where they are mounted, and what is swap. */
export function usesOf(devices: readonly Device[]): readonly Evidence[] {
  const uses = devices.flatMap((device) => [
    ...device.mounts.map(({ mountPoint, fsType, namespacePid }) =>
      namespacePid === null
        ? quoted('mountinfo', `${device.name} is mounted at ${mountPoint} (${fsType})`)
        : quoted(
            'mountinfo-other',
            `${device.name} is mounted at ${mountPoint} (${fsType}) in the namespace of process ${namespacePid}`,
          ),
    ),
    ...(device.swap ? [quoted('proc-swaps', `${device.name} is swap`)] : []),
  ]);
  return atMost(uses);
}

/** What udev found on the device: `ID_FS_TYPE=LVM2_member ID_FS_UUID=…`. */
export function signatureOf(device: Device): readonly Evidence[] {
  if (!device.fileSystem) return [];
  const { type, uuid } = device.fileSystem;
  const id = uuid === '' ? '' : ` ID_FS_UUID=${uuid}`;
  return [quoted('udev-db', `${device.name}: ID_FS_TYPE=${type}${id}`)];
}

/** What LVM was read on a device, as `dmscope peek` says it. */
export function insideOf(devices: readonly Device[]): readonly Evidence[] {
  const lines = devices.flatMap(({ name, inside }) =>
    (inside?.pvs ?? []).map(({ partitionNumber, uuid, group }) => {
      const where = partitionNumber === null ? '' : ` partition ${partitionNumber},`;
      const what =
        group === null
          ? 'no volume group'
          : `volume group ${group.name} ${group.uuid}, ${counted(group.volumeCount, 'volume')}`;
      return quoted('lvm-inside', `${name}:${where} PV ${uuid}, ${what}`);
    }),
  );
  return atMost(lines);
}

export function fileOf(device: Device): readonly Evidence[] {
  const { loop, nbd } = device;
  if (loop) {
    const deleted = loop.isDeleted ? ' (deleted)' : '';
    const offset = loop.offsetBytes > 0 ? `, offset ${loop.offsetBytes}` : '';
    return [quoted('sysfs', `${device.kname}/loop/backing_file: ${loop.file}${deleted}${offset}`)];
  }
  return (nbd?.files ?? []).map((file) => quoted('nbd-files', `${device.kname} pid=${nbd?.pid}: ${file}`));
}

export function quoted(section: string, text: string): Evidence {
  return { section, quote: printableHostText(text) };
}

function atMost(lines: readonly Evidence[]): readonly Evidence[] {
  const rest = lines.length - MOST_LINES;
  const [first] = lines;
  if (rest <= 1 || !first) return lines;
  return [...lines.slice(0, MOST_LINES), { section: first.section, quote: `… and ${rest} more lines` }];
}
