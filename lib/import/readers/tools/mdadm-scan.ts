import type { DeviceFacts, GivenLine, IgnoredLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { blkidUuid } from './md-uuid.ts';
import { type Found, ignoredLine } from './tool-reader.ts';

const ARRAY = /^(?:INACTIVE-)?ARRAY\b/;

/**
 * Lines `ARRAY /dev/md0 metadata=1.2 UUID=…` (mdadm.conf(5)). With `--detail` these are the arrays there are; of superblocks, or out
 * of a file, they only tell of members, and that with `devices=` alone.
 */
export function mdadmScan(lines: readonly GivenLine[], isDetail: boolean): Found {
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  let text = '';
  let at = 0;
  const end = () => {
    if (text !== '') devices.push(...(isDetail ? arrayOf(text, at) : membersOf(text, at)));
    text = '';
  };
  for (const line of lines) {
    const isMore = text !== '' && /^\s+\S+=/.test(line.text);
    if (isMore) text += line.text;
    else if (ARRAY.test(line.text)) {
      end();
      text = line.text;
      at = line.at;
    } else ignored.push(ignoredLine(line, 'mdadm --scan'));
  }
  end();
  return { devices, ignored };
}

function arrayOf(text: string, at: number): readonly DeviceFacts[] {
  const ref = refOfPath(/ (\/dev\/\S+)/.exec(text)?.[1] ?? '');
  if (!ref) return [];
  const level = / level=([a-z]+\d*)(?: |$)/.exec(text)?.[1];
  const uuid = uuidIn(text);
  const disks = / num-devices=(\d{1,5})(?: |$)/.exec(text)?.[1];
  const members = devicesIn(text).map((path) => refOfPath(path));
  const known = members.filter((member) => member !== null);
  return [
    {
      ref,
      at,
      ...(level === undefined ? {} : { type: level }),
      array: {
        ...(level === undefined ? {} : { level }),
        ...(text.startsWith('INACTIVE-') ? { state: 'inactive' } : {}),
        ...(uuid === undefined ? {} : { uuid }),
        ...(disks === undefined ? {} : { totalDisks: Number(disks) }),
      },
      ...(known.length > 0 && known.length === members.length ? { bases: known } : {}),
    },
  ];
}

function membersOf(text: string, at: number): readonly DeviceFacts[] {
  // Intel's and DDF's members are of other content, and an array in a container has none of its own.
  if (/ (?:metadata=(?![01]\.)|container=)/.test(text)) return [];
  const uuid = blkidUuid(uuidIn(text) ?? '');
  const label = / name=(\S+)/.exec(text)?.[1];
  return devicesIn(text).flatMap((path) => {
    const ref = refOfPath(path);
    const content = { type: 'linux_raid_member', ...(label ? { label } : {}), ...(uuid ? { uuid } : {}) };
    return ref ? [{ ref, at, content }] : [];
  });
}

function uuidIn(text: string): string | undefined {
  return / UUID=([0-9a-f:]{35})(?: |$)/i.exec(text)?.[1];
}

function devicesIn(text: string): readonly string[] {
  return (/ devices=(\S+)/.exec(text)?.[1] ?? '').split(',').filter((path) => path !== '');
}
