import { formatBytes } from '../text/size.ts';
import type { Device } from './stack.ts';
import { stateMarks } from './state.ts';

/** What is different about a device, in a few words each: `now suspended`, `mounted at /mnt`, `open count 1 → 2`. */
export function changeWords(before: Device, after: Device): readonly string[] {
  const words = [...stateWords(before, after), ...mountWords(before, after)];
  if (before.name !== after.name) words.push(`renamed from ${before.name}`);
  if (before.sizeBytes !== after.sizeBytes) words.push(`size ${size(before)} → ${size(after)}`);
  if (tableOf(before) !== tableOf(after)) words.push('new table');
  if (basesOf(before) !== basesOf(after)) words.push('stands on other devices');
  const opens = [before.dm?.openCount ?? null, after.dm?.openCount ?? null];
  if (opens[0] !== opens[1]) words.push(`open count ${opens[0] ?? 'unknown'} → ${opens[1] ?? 'unknown'}`);
  if ((before.swap === null) !== (after.swap === null))
    words.push(after.swap ? 'used as swap' : 'no longer swap');
  return words.length > 0 ? words : ['details changed'];
}

function stateWords(before: Device, after: Device): string[] {
  const was = new Set(stateMarks(before).map((mark) => mark.word));
  const is = new Set(stateMarks(after).map((mark) => mark.word));
  return [
    ...[...is].filter((word) => !was.has(word)).map((word) => `now ${word}`),
    ...[...was].filter((word) => !is.has(word)).map((word) => `no longer ${word}`),
  ];
}

function mountWords(before: Device, after: Device): string[] {
  const was = new Set(before.mounts.map((mount) => mount.mountPoint));
  const is = new Set(after.mounts.map((mount) => mount.mountPoint));
  return [
    ...[...is].filter((point) => !was.has(point)).map((point) => `mounted at ${point}`),
    ...[...was].filter((point) => !is.has(point)).map((point) => `unmounted from ${point}`),
  ];
}

function size({ sizeBytes }: Device): string {
  return sizeBytes === null ? 'unknown' : formatBytes(sizeBytes);
}

function tableOf({ dm }: Device): string {
  return (dm?.segments ?? [])
    .map((line) => `${line.startSector} ${line.lengthSectors} ${line.target} ${line.args}`)
    .join('\n');
}

function basesOf(device: Device): string {
  return device.bases.map((edge) => edge.base).join(' ');
}
