import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Understood } from '../../lib/dm/target-type.ts';
import { dmsetupOn } from '../../lib/plan/step-kind.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { TOOL_PATH } from '../tool-path.ts';
import { withinDeadline } from '../within-deadline.ts';
import { releaseLeft, remember, rememberingFile } from './held-snapshots.ts';
import { askPoolStatus } from './pool-status.ts';

/** A metadata snapshot of a pool; `root` is its block, `release` gives null when it is released, else why it may not be. */
export type HeldSnapshot = { readonly root: number; readonly release: () => Promise<string | null> };

const KEEPER_SCRIPT = fileURLToPath(new URL('./hold-metadata-snapshot.sh', import.meta.url));
const TAKEN_WITHIN_MS = 10_000;
const RELEASED_WITHIN_MS = 15_000;

/**
 * Takes the metadata snapshot of a pool that has none. A process in a session of its own takes it and keeps it, until it is told to
 * release it, or this process is gone, or `mostSeconds` are over.
 */
export async function holdSnapshot(pool: Device, mostSeconds: number): Promise<Understood<HeldSnapshot>> {
  const keeper = startKeeper(pool, mostSeconds);
  const said = await withinDeadline(firstWord(keeper), TAKEN_WITHIN_MS);
  if (said !== 'held') {
    keeper.stdin.end();
    abandon(keeper);
    const late = 'the kernel has not answered: the metadata device may be stuck';
    return { ok: false, reason: said ?? late };
  }
  const release = () => releaseBy(keeper, pool);
  const status = await askPoolStatus(pool);
  const root = status.ok ? status.value.heldRoot : null;
  try {
    if (!status.ok || root === null || keeper.pid === undefined)
      throw new Error(status.ok ? 'the kernel does not show it' : status.reason);
    remember(pool, root, keeper.pid);
    return { ok: true, value: { root, release } };
  } catch (error) {
    await release();
    return { ok: false, reason: `a metadata snapshot could not be kept: ${(error as Error).message}` };
  }
}

type Keeper = ChildProcessByStdio<Writable, Readable, Readable>;

function startKeeper(pool: Device, mostSeconds: number): Keeper {
  const words = dmsetupOn(['message'], pool).slice(1);
  const keeper = spawn('sh', [KEEPER_SCRIPT, String(mostSeconds), rememberingFile(pool), ...words], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PATH: TOOL_PATH },
  });
  keeper.stdin.on('error', () => {});
  return keeper;
}

/** `held`, or why not. */
function firstWord(keeper: Keeper): Promise<string> {
  return new Promise((resolve) => {
    let complaint = '';
    keeper.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, 500);
    });
    keeper.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.startsWith('held')) resolve('held');
    });
    keeper.on('error', (error) => resolve(error.message));
    keeper.on('close', () => resolve(complaint.trim().split('\n')[0] || 'dmsetup message failed'));
  });
}

async function releaseBy(keeper: Keeper, pool: Device): Promise<string | null> {
  const ended = new Promise<void>((resolve) => {
    if (keeper.exitCode !== null || keeper.signalCode !== null) resolve();
    else keeper.on('exit', () => resolve());
  });
  keeper.stdin.end();
  await withinDeadline(ended, RELEASED_WITHIN_MS);
  abandon(keeper);
  if (keeper.exitCode === 0) return null;
  // Somebody killed it, or it could not: one more try, if the snapshot is still the one that was taken.
  const status = await askPoolStatus(pool);
  const left = status.ok ? await releaseLeft(pool, status.value) : status;
  return left.ok ? null : left.reason;
}

/** What it has left to do it does alone; it must not keep this process from ending. */
function abandon(keeper: Keeper): void {
  keeper.stdout.destroy();
  keeper.stderr.destroy();
  keeper.unref();
}
