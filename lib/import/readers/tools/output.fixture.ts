import type { Output, Reader, Reading } from '../../reading.ts';
import { toolReaders } from './tool-readers.ts';

export function outputOf(text: string, command = ''): Output {
  const lines = text.split('\n').map((line, i) => ({ text: line, at: i + 1 }));
  return { command, path: '', lines };
}

/** Reads as whoever gets an output must: by the command where there is one, else by what it looks like. */
export function readTool(text: string, command = ''): Reading | null {
  const output = outputOf(text, command);
  return readerOf(output)?.read(output) ?? null;
}

export function readerOf(output: Output): Reader | undefined {
  return toolReaders.find((reader) =>
    output.command === '' ? reader.looksLike(output.lines) : reader.isCommand(output.command),
  );
}
