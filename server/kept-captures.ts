/**
 * A link to a moment of a host is of use only as long as that moment can be shown, so when somebody takes such a link the
 * latest capture is kept, as a file in dmscope's own folder. These are files and not rows: each is a capture as any other,
 * which every command reads. A host that has not changed since the last one is not kept twice, and of what is kept the
 * oldest goes first, so that links can neither fill a disk nor be taken for an archive.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Capture } from '../lib/capture/capture.ts';
import { type Moment, momentAt } from '../lib/capture/moment.ts';
import { writeCapture } from '../lib/capture/write-capture.ts';
import type { Understood } from '../lib/dm/target-type.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { reasonOf } from './reason-of.ts';

export type KeepLimits = { readonly count: number; readonly sizeBytes: number };

export const KEEP_LIMITS: KeepLimits = { count: 100, sizeBytes: 256 * 2 ** 20 };

/** `isNew`: false when the host is as it was at that moment. `droppedCount`: how many older ones had to go. */
export type Kept = { readonly at: string; readonly isNew: boolean; readonly droppedCount: number };

/** `atMs`: when it was so, ms since 1970. */
export type Keepable = { readonly capture: Capture; readonly stack: Stack; readonly atMs: number };

export type KeptCaptures = {
  /** Newest first; or in one line why they cannot be read. */
  readonly list: () => Promise<Understood<readonly Moment[]>>;
  readonly keep: (what: Keepable) => Promise<Understood<Kept>>;
  /** The file of a moment; null when it is not kept. */
  readonly file: (at: string) => Promise<string | null>;
};

type KeptFile = Moment & { readonly name: string; readonly digest: string };

/** `folder`: of one host; made when something is kept. */
export function openKeptCaptures(folder: string, limits: KeepLimits = KEEP_LIMITS): KeptCaptures {
  let last: Promise<unknown> = Promise.resolve();

  async function keep({ capture, stack, atMs }: Keepable): Promise<Understood<Kept>> {
    try {
      const [newest, ...older] = await keptFiles(folder);
      const digest = digestOf(stack);
      if (newest?.digest === digest)
        return { ok: true, value: { at: newest.at, isNew: false, droppedCount: 0 } };
      const bytes = writeCapture(capture);
      if (bytes.length > limits.sizeBytes)
        return { ok: false, reason: `it is larger than the ${mebibytes(limits)} that are kept in all` };
      const at = freeMoment(atMs, newest);
      await writeWhole(folder, `${at.replaceAll(':', '')}-${digest}.capture`, bytes);
      const before = newest ? [newest, ...older] : [];
      const droppedCount = await dropOldest(folder, before, {
        count: limits.count - 1,
        sizeBytes: limits.sizeBytes - bytes.length,
      });
      return { ok: true, value: { at, isNew: true, droppedCount } };
    } catch (error) {
      return { ok: false, reason: `${folder} cannot be written: ${reasonOf(error)}` };
    }
  }

  return {
    // One after the other, so that two who ask at once do not keep the same twice.
    keep: (what) => {
      const kept = last.then(() => keep(what));
      last = kept;
      return kept;
    },
    async list() {
      try {
        const files = await keptFiles(folder);
        return { ok: true, value: files.map(({ at, sizeBytes }) => ({ at, sizeBytes })) };
      } catch (error) {
        return { ok: false, reason: `${folder} cannot be read: ${reasonOf(error)}` };
      }
    },
    async file(at) {
      const files = await keptFiles(folder).catch(() => []);
      const found = files.find((file) => file.at === at);
      return found ? join(folder, found.name) : null;
    },
  };
}

function mebibytes({ sizeBytes }: KeepLimits): string {
  return `${Math.round(sizeBytes / 2 ** 20)} MiB`;
}

/** Newest first. */
async function keptFiles(folder: string): Promise<readonly KeptFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = await Promise.all(names.map((name) => keptFile(folder, name)));
  return files.flatMap((file) => file ?? []).sort((a, b) => (a.at < b.at ? 1 : -1));
}

const NAME = /^(\d{4}-\d\d-\d\dT\d\d)(\d\d)(\d\d)Z-([0-9a-f]{16})\.capture$/;

/** Null for a file of another kind, and one that is gone by now. */
async function keptFile(folder: string, name: string): Promise<KeptFile | null> {
  const [, hour, minute, second, digest] = NAME.exec(name) ?? [];
  if (digest === undefined) return null;
  const it = await stat(join(folder, name)).catch(() => null);
  return it && { name, digest, at: `${hour}:${minute}:${second}Z`, sizeBytes: it.size };
}

/** Of all that is so on a host, but not of when it was looked at. */
function digestOf({ host, ...rest }: Stack): string {
  const text = JSON.stringify({ ...rest, host: { ...host, timeSeconds: 0 } });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** A moment is to the second, and each has its own: one that changed twice within a second gets the next. */
function freeMoment(atMs: number, newest: Moment | undefined): string {
  const afterNewestMs = newest ? Date.parse(newest.at) + 1000 : 0;
  return momentAt(Math.max(atMs, afterNewestMs)) ?? '';
}

/** Under its name there is the whole file or none, whatever happens meanwhile. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeLeftParts(folder);
  const part = join(folder, `.${randomUUID()}.part`);
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, join(folder, name));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

const LEFT_AFTER_MS = 3_600_000;

/** Of a dmscope that was killed while it wrote. */
async function removeLeftParts(folder: string): Promise<void> {
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.part'));
  for (const part of parts) {
    const it = await stat(join(folder, part)).catch(() => null);
    if (it && Date.now() - it.mtimeMs > LEFT_AFTER_MS) await rm(join(folder, part), { force: true });
  }
}

/** How many had to go so that the rest is within the limits. */
async function dropOldest(
  folder: string,
  newestFirst: readonly KeptFile[],
  limits: KeepLimits,
): Promise<number> {
  let sizeBytes = 0;
  const staying = newestFirst.findIndex((file, at) => {
    sizeBytes += file.sizeBytes;
    return at >= limits.count || sizeBytes > limits.sizeBytes;
  });
  const going = staying < 0 ? [] : newestFirst.slice(staying);
  for (const { name } of going) await rm(join(folder, name), { force: true });
  return going.length;
}
