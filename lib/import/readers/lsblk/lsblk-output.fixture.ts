import type { DeviceFacts, Output, Reading } from '../../reading.ts';
import { lsblkReader } from './lsblk-reader.ts';

/** What was printed, as the output of a command; without one, as nothing tells it. */
export function outputOf(text: string, command = ''): Output {
  const lines = text
    .replace(/^\n|\n$/g, '')
    .split('\n')
    .map((line, i) => ({ text: line, at: i + 1 }));
  return { command, path: '', lines };
}

export function readingOf(text: string, command = ''): Reading {
  const reading = lsblkReader.read(outputOf(text, command));
  if (!reading) throw new Error('It was not read');
  return reading;
}

/** A device as a line: `vg-root (dm-0) 253:0 lvm on sda2 at / swap`. */
export function inShort({ ref, type, bases, mounts, swap }: DeviceFacts): string {
  const names = [ref.dmName, ref.kname && (ref.dmName ? `(${ref.kname})` : ref.kname), ref.devNo];
  const on = bases?.map((base) => base.dmName ?? base.kname).join('+');
  return [
    ...names,
    type,
    on === undefined ? 'on ?' : `on ${on || 'nothing'}`,
    ...(mounts ?? []).map(({ mountPoint }) => `at ${mountPoint}`),
    typeof swap === 'object' && 'swap',
  ]
    .filter((word) => word)
    .join(' ');
}

/** All devices in short, each in a line. */
export function shortList(text: string, command = ''): readonly string[] {
  return readingOf(text, command).devices.map((device) => inShort(device));
}

/** Facts without the line numbers, in an order that is the same for every form. */
export function comparable({ devices }: Reading): readonly unknown[] {
  return devices
    .map(({ at, bases, ...facts }) => ({
      ...facts,
      bases: bases?.map((base) => JSON.stringify(sorted(base))).sort(),
    }))
    .map((facts) => JSON.stringify(sorted(facts)))
    .sort();
}

function sorted(value: object): unknown {
  return Object.fromEntries(
    Object.entries(value)
      .map(
        ([key, inner]) =>
          [key, typeof inner === 'object' && !Array.isArray(inner) ? sorted(inner) : inner] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
