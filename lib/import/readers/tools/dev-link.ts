import type { DevNo } from '../../../block/dev-no.ts';
import type { DeviceFacts, DeviceRef } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';

/** Kernel names of block devices; links to sound cards, inputs and serial ports look the same but for them. */
const BLOCK_NAME =
  /^(?:(?:sd|hd|vd|xvd|ubd|dasd)[a-z]+\d*|(?:sr|md|dm-|loop|nbd|ram|zram|zd|rbd|drbd|bcache|fd)\d+(?:p\d+)?|md_d\d+(?:p\d+)?|nvme\d+(?:c\d+)?n\d+(?:p\d+)?|mmcblk\d+(?:p\d+|boot\d+|rpmb)?|pmem\d+\S*|\S+![cdph\d]+)$/;
/** Processes' own files, and udev's links by number to what is no block device. */
const UNTOLD =
  /^\/dev\/(?:char|fd|root|stdin|stdout|stderr|core|log|initctl|cpu|input|snd|serial|dri|v4l)(?:\/|$)/;

/** What a link below /dev tells: two names of one device, and what udev writes into the names of some. */
export function linkFacts(path: string, goal: string, devNo: DevNo | null): Omit<DeviceFacts, 'at'> | null {
  const target = refOfPath(goal);
  const own = refOfPath(path);
  const isBlock = devNo !== null || target?.dmName !== undefined || BLOCK_NAME.test(target?.kname ?? '');
  if (!own || !target || !isBlock || UNTOLD.test(path)) return null;
  // One ref has one name of each kind; a link that is of a kernel's kind, as /dev/cdrom, is a path.
  const named: DeviceRef = own.kname === undefined ? own : { path: own.kname };
  const ref: DeviceRef = { ...named, ...target, ...(devNo === null ? {} : { devNo }) };
  const [, dmName] = /^\/dev\/disk\/by-id\/dm-name-(.+)$/.exec(path) ?? [];
  const [, dmUuid] = /^\/dev\/disk\/by-id\/dm-uuid-(.+)$/.exec(path) ?? [];
  const [, uuid] = /^\/dev\/disk\/by-id\/md-uuid-([0-9a-f:]{35})$/.exec(path) ?? [];
  const [, wwn] = /^\/dev\/disk\/by-id\/wwn-(0x[0-9a-f]+)$/.exec(path) ?? [];
  return {
    ref: { ...ref, ...(dmName === undefined ? {} : { dmName }), ...(dmUuid === undefined ? {} : { dmUuid }) },
    ...(uuid === undefined ? {} : { array: { uuid } }),
    ...(wwn === undefined ? {} : { hardware: { wwn } }),
  };
}

/** `../dm-0` in `/dev/mapper` is `/dev/dm-0`. */
export function resolvedPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
