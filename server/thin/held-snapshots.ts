/**
 * What dmscope remembers of a metadata snapshot that it holds, so that one that is left behind can be told from that of another
 * program: there is one for each pool, whoever took it, and it stays through a reboot. A file for each, that goes when it is released.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { ThinPoolUsage } from '../../lib/dm/targets/thin-pool-status.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { askDmsetup } from '../ask-dmsetup.ts';
import { stateDir } from '../database/state-dir.ts';
import { isAlive, markOf } from '../runs/process-mark.ts';
import { askPoolStatus, POOL_ANSWERS_WITHIN_MS } from './pool-status.ts';

const remembered = z.object({
  pool: z.string(),
  heldRoot: z.number(),
  keeper: z.object({ pid: z.number(), startedAtTicks: z.number().nullable(), bootId: z.string() }),
});

function folder(): string {
  return join(stateDir(), 'metadata-snapshots');
}

/** The file for a pool; its folder is made. Throws what the file system has against it. */
export function rememberingFile({ identity }: Device): string {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  return join(folder(), `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}.json`);
}

/** The identities of pools that there may be one of. */
export function rememberedPools(): readonly string[] {
  try {
    const files = readdirSync(folder()).filter((name) => name.endsWith('.json'));
    return files.flatMap((name) => recall(join(folder(), name))?.pool ?? []);
  } catch {
    return [];
  }
}

/** `keeper`: the process that will release it. */
export function remember(pool: Device, heldRoot: number, keeper: number): void {
  const file = rememberingFile(pool);
  const told = JSON.stringify({ pool: pool.identity, heldRoot, keeper: markOf(keeper) });
  writeFileSync(`${file}.new`, told, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * Releases a snapshot that a dmscope took and, killed together with its keeper, could not release. Gives how the pool is then; or
 * why nobody may take one now.
 */
export async function releaseLeft(pool: Device, usage: ThinPoolUsage): Promise<Understood<ThinPoolUsage>> {
  const file = rememberingFile(pool);
  const told = recall(file);
  const held = told?.pool === pool.identity ? told : null;
  if (held && isAlive(held.keeper))
    return { ok: false, reason: 'another dmscope is reading it just now: try again in a moment' };
  if (held && usage.heldRoot === held.heldRoot) {
    const released = await askDmsetup(pool, {
      command: ['message'],
      more: ['0', 'release_metadata_snap'],
      withinMs: POOL_ANSWERS_WITHIN_MS,
    });
    if (!released.ok) return released;
    rmSync(file, { force: true });
    return askPoolStatus(pool);
  }
  rmSync(file, { force: true });
  return { ok: true, value: usage };
}

function recall(file: string): z.infer<typeof remembered> | null {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Not there, or cut short: then nothing is known to be ours.
    return null;
  }
}
