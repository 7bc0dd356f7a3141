import { type DevNo, parseDevNo } from '../../block/dev-no.ts';
import { devicesOfSegment } from '../../dm/segment-details.ts';
import type { DeviceFacts, DeviceRef } from '../reading.ts';

/**
 * `dmsetup deps -o blkdevname` calls by name what the table calls by number. The kernel puts each new dependency in front, so the one
 * list is the other read backwards. Nothing where they are not of one length.
 */
export function namesByTable(table: DeviceFacts['table'], bases: DeviceFacts['bases']): readonly DeviceRef[] {
  if (!table || !bases?.some(({ devNo }) => devNo === undefined)) return [];
  const numbers = [...new Set(table.flatMap(numbersIn))].reverse();
  if (numbers.length !== bases.length) return [];
  return bases.flatMap((base, at): readonly DeviceRef[] => {
    const devNo = numbers[at];
    const fits = base.devNo === undefined || base.devNo === devNo;
    return devNo !== undefined && fits ? [{ ...base, devNo }] : [];
  });
}

function numbersIn(line: string): readonly DevNo[] {
  const [, start, length, target = '', args = ''] = /^(\d{1,20}) (\d{1,20}) (\S+) ?(.*)$/.exec(line) ?? [];
  if (start === undefined) return [];
  const segment = { startSector: Number(start), lengthSectors: Number(length), target, args };
  return devicesOfSegment(segment).flatMap(({ device }) => parseDevNo(device) ?? []);
}
