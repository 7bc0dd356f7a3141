import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Understood } from '../lib/dm/target-type.ts';
import { isOfUse } from '../lib/import/file-command.ts';
import type { Imported } from '../lib/import/import-capture.ts';
import { importFiles } from '../lib/import/import-files.ts';
import type { NamedFile } from '../lib/import/named-file.ts';
import { UNPACK_LIMITS } from '../lib/import/unpack.ts';
import { reasonOf } from './reason-of.ts';

/**
 * A recording from this machine's files: a capture, a sosreport, a folder or an archive of outputs, pasted text. What to make of the
 * bytes is lib/import's; here they are read, and of a folder only what could be of use. Links are not followed: a folder
 * that came from elsewhere could point them anywhere.
 */
export async function readRecording(file: string): Promise<Imported> {
  const files = await filesOf(file);
  return files.ok ? importFiles(files.value, nameOf(file)) : files;
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : basename(resolve(file));
}

async function filesOf(file: string): Promise<Understood<readonly NamedFile[]>> {
  try {
    if (file === '-') return { ok: true, value: [{ path: '-', bytes: await buffer(process.stdin) }] };
    const it = await stat(file);
    if (it.isDirectory()) return await readFolder(resolve(file), it.dev);
    if (it.size > UNPACK_LIMITS.unpackedBytes) return tooMuch(UNPACK_LIMITS.unpackedBytes);
    return { ok: true, value: [{ path: nameOf(file), bytes: await readFile(file) }] };
  } catch (error) {
    return { ok: false, reason: `it cannot be read: ${reasonOf(error)}` };
  }
}

async function readFolder(folder: string, device: number): Promise<Understood<readonly NamedFile[]>> {
  if (folder === '/') return { ok: false, reason: 'it cannot be read: it is this machine itself' };
  const files: NamedFile[] = [];
  let [count, kept] = [0, 0];
  const waiting = [basename(folder)];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for await (const entry of await opendir(join(folder, '..', path))) {
      count += 1;
      if (count > UNPACK_LIMITS.entries)
        return { ok: false, reason: `it holds more than ${UNPACK_LIMITS.entries} files` };
      const inside = `${path}/${entry.name}`;
      const isWanted = entry.isDirectory() || (entry.isFile() && isOfUse(inside));
      if (!isWanted) continue;
      const { size, dev } = await stat(join(folder, '..', inside));
      // Another file system, such as /proc, is no part of what was saved.
      if (dev !== device) continue;
      if (entry.isDirectory()) {
        waiting.push(inside);
        continue;
      }
      kept += size;
      if (kept > UNPACK_LIMITS.keptBytes) return tooMuch(UNPACK_LIMITS.keptBytes);
      const bytes = await readFile(join(folder, '..', inside)).catch(() => null);
      if (bytes) files.push({ path: inside, bytes });
    }
  }
  return { ok: true, value: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function tooMuch(limitBytes: number): Understood<never> {
  return { ok: false, reason: `it holds more than ${limitBytes / 2 ** 20} MiB` };
}
