import { deviceOf } from '../../lib/stack/index-stack.ts';
import { readableMetadata } from '../../lib/thin/why-not-read.ts';
import { lookAtThisHost } from '../runs/look.ts';
import { releaseLeft, rememberedPools } from './held-snapshots.ts';
import { askPoolStatus } from './pool-status.ts';

/**
 * Releases what a dmscope of before took and could not release. What cannot be now is left for the next time: for who reads that
 * pool, or starts a server.
 */
export async function releaseLeftBehind(): Promise<void> {
  const identities = rememberedPools();
  if (identities.length === 0 || process.getuid?.() !== 0) return;
  const looked = await lookAtThisHost('core');
  if (!looked.ok) return;
  for (const identity of identities) {
    const pool = deviceOf(looked.value, identity);
    if (!pool || !readableMetadata(looked.value, pool).ok) continue;
    const status = await askPoolStatus(pool);
    if (status.ok) await releaseLeft(pool, status.value);
  }
}
