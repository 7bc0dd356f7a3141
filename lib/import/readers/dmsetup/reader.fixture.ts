import type { DeviceFacts, GivenLine, Output, Reading, ReadingKind } from '../../reading.ts';
import { dmsetupReaders } from './dmsetup-readers.ts';

export function linesOf(text: string): readonly GivenLine[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, i) => ({ text: line, at: i + 1 }));
}

/** What the one reader that knows the command, or without one the text, makes of it. */
export function readingOfText(command: string, text: string): Reading {
  const output: Output = { command, path: '', lines: linesOf(text) };
  const [kind, another] = command === '' ? kindsOfText(text) : kindsOfCommand(command);
  if (kind === undefined || another !== undefined) throw new Error(`${kind} and ${another} know it`);
  const reading = dmsetupReaders.find((reader) => reader.kind === kind)?.read(output);
  if (!reading) throw new Error(`${kind} finds nothing`);
  return reading;
}

export function kindsOfText(text: string): readonly ReadingKind[] {
  const lines = linesOf(text);
  return dmsetupReaders.filter(({ looksLike }) => looksLike(lines)).map(({ kind }) => kind);
}

export function kindsOfCommand(command: string): readonly ReadingKind[] {
  return dmsetupReaders.filter(({ isCommand }) => isCommand(command)).map(({ kind }) => kind);
}

export function devicesOf(command: string, text: string): readonly DeviceFacts[] {
  return readingOfText(command, text).devices;
}
