/**
 * What is different about a device, for a reader who asks what has happened to the host. That is less than what differs
 * in the data: a snapshot that fills is no event, and what the collector came to know a moment later (a label, udev's
 * links, a first status) was there before.
 */
import { formatBytes } from '../text/size.ts';
import type { Device } from './stack.ts';
import { isStatusKnown, type StateMark, stateMarks } from './state.ts';

/** In a few words each: `now suspended`, `mounted at /mnt`, `open count 1 → 2`. Empty when nothing has happened. */
export function changeWords(before: Device, after: Device): readonly string[] {
  const words = [...stateWords(before, after), ...mountWords(before, after)];
  if (before.name !== after.name) words.push(`renamed from ${before.name}`);
  if (before.sizeBytes !== after.sizeBytes) words.push(`size ${size(before)} → ${size(after)}`);
  if (tableOf(before) !== tableOf(after)) words.push('new table');
  if (basesOf(before) !== basesOf(after)) words.push('stands on other devices');
  if ((before.swap === null) !== (after.swap === null))
    words.push(after.swap ? 'used as swap' : 'no longer swap');
  words.push(...bindingWords(before, after), ...contentWords(before, after));
  words.push(...countWords('open count', before.dm?.openCount, after.dm?.openCount));
  words.push(...countWords('event number', before.dm?.eventNumber, after.dm?.eventNumber));
  return words;
}

/** What to say of a device that was not there. */
export function newcomerWords(device: Device): readonly string[] {
  const marks = stateMarks(device).filter(({ tone }) => tone === 'bad' || tone === 'warn');
  const mounts = device.mounts.map(({ mountPoint }) => `mounted at ${mountPoint}`);
  return ['new', ...marks.map(({ word }) => word), ...new Set(mounts)];
}

function stateWords(before: Device, after: Device): string[] {
  const isComparable = isStatusKnown(before) === isStatusKnown(after);
  const was = marksBySort(isComparable ? before : withoutStatus(before));
  const is = marksBySort(isComparable ? after : withoutStatus(after));
  return [
    ...[...is].filter(([sort]) => !was.has(sort)).map(([, { word }]) => `now ${word}`),
    ...[...was].filter(([sort]) => !is.has(sort)).map(([, { word }]) => `no longer ${word}`),
  ];
}

/** By their words without percentages, so that progress alone makes no difference. */
function marksBySort(device: Device): ReadonlyMap<string, StateMark> {
  return new Map(stateMarks(device).map((mark) => [mark.word.replace(/[\d.]+ ?%/, '%'), mark]));
}

function withoutStatus(device: Device): Device {
  if (device.dm === null) return device;
  const segments = device.dm.segments.map((segment) => ({ ...segment, status: null }));
  return { ...device, dm: { ...device.dm, segments } };
}

function mountWords(before: Device, after: Device): string[] {
  const was = new Set(before.mounts.map((mount) => mount.mountPoint));
  const is = new Set(after.mounts.map((mount) => mount.mountPoint));
  return [
    ...[...is].filter((point) => !was.has(point)).map((point) => `mounted at ${point}`),
    ...[...was].filter((point) => !is.has(point)).map((point) => `unmounted from ${point}`),
  ];
}

/** A loop or nbd stays when its file goes, and can get another. */
function bindingWords(before: Device, after: Device): string[] {
  const was = filesOf(before);
  const is = filesOf(after);
  if (was === is) return [];
  return [is === '' ? `no longer on ${was}` : `now on ${is}`];
}

function filesOf({ loop, nbd }: Device): string {
  return [...(loop ? [loop.file] : []), ...(nbd?.files ?? [])].join(', ');
}

function contentWords({ fileSystem: was }: Device, { fileSystem: is }: Device): string[] {
  if (was === null || (was.type === is?.type && was.uuid === is.uuid)) return [];
  if (is === null) return [`${was.type} is no longer on it`];
  return [was.type === is.type ? `another ${is.type} on it` : `${is.type} in place of ${was.type} on it`];
}

type Count = number | null | undefined;

function countWords(what: string, before: Count, after: Count): string[] {
  return typeof before !== 'number' || typeof after !== 'number' || before === after
    ? []
    : [`${what} ${before} → ${after}`];
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
