import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Capture } from '../lib/capture/capture.ts';
import { CAPTURE_MAGIC } from '../lib/capture/capture.ts';
import { readCapture } from '../lib/capture/read-capture.ts';
import type { Understood } from '../lib/dm/target-type.ts';
import type { Parsed } from '../lib/problem.ts';
import type { CaptureExtent } from '../server/collect.ts';

export type OpenCapture = Understood<Parsed<Capture>>;

/** The capture in a file, on standard input (`-`), or, without a file, of this host; or in one line why there is none. */
export async function openCapture(file: string | undefined, extent: CaptureExtent): Promise<OpenCapture> {
  const bytes = file === undefined ? await captureThisHost(extent) : await readInput(file);
  if (!bytes.ok) return bytes;
  const { value, problems } = readCapture(bytes.value);
  if (value) return { ok: true, value: { value, problems } };
  const what = file === undefined ? "the collector's output" : file === '-' ? 'standard input' : file;
  const why =
    bytes.value.length === 0 ? 'it is empty' : `its first line is not "${CAPTURE_MAGIC}", or nothing follows`;
  return { ok: false, reason: `${what} is not a capture: ${why}; dmscope capture -o FILE makes one` };
}

async function captureThisHost(extent: CaptureExtent): Promise<Understood<Uint8Array>> {
  const { collect } = await import('../server/collect.ts');
  const collected = await collect(extent);
  if (collected.ok) return collected;
  return {
    ok: false,
    reason: `cannot look at this host: ${collected.reason}; --capture FILE reads a recorded one`,
  };
}

async function readInput(file: string): Promise<Understood<Uint8Array>> {
  try {
    return { ok: true, value: file === '-' ? await buffer(process.stdin) : await readFile(file) };
  } catch (error) {
    return { ok: false, reason: `cannot read ${file}: ${reasonOf(error)}` };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
};

/** An error of the file system in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
