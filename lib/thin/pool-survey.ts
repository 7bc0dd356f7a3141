import { quoted } from '../findings/evidence.ts';
import type { Draft, Evidence } from '../findings/finding.ts';
import { nameOf, partOf, someOf } from '../findings/words.ts';
import type { Device } from '../stack/stack.ts';
import { formatBytes } from '../text/size.ts';
import type { ExploredPool, ExploredThin } from './explored-pool.ts';

/** What the rules about a pool's contents look at. */
export type PoolSurvey = {
  readonly pool: Device;
  readonly explored: Omit<ExploredPool, 'findings'>;
};

export type PoolRule = {
  /** Begins the id of its findings. */
  readonly name: string;
  readonly find: (survey: PoolSurvey) => readonly Draft[];
};

/** What the findings about a pool have alike. */
export function poolDraft(
  { pool }: PoolSurvey,
  { cause, ...draft }: Omit<Draft, 'devices' | 'intent' | 'cause'> & { readonly cause: string },
): Draft {
  return {
    ...draft,
    cause: [pool.identity, cause],
    devices: [partOf(pool, 'thin pool')],
    intent: null,
  };
}

export function poolName({ pool }: PoolSurvey): string {
  return nameOf(pool);
}

/** Enough to prove a point; the table of the pool has the rest. */
const MOST_LINES = 6;

/** As thin_dump prints the device, and what it has for itself. */
export function thinLines({ explored }: PoolSurvey, thins: readonly ExploredThin[]): readonly Evidence[] {
  const { blockSizeBytes } = explored.contents;
  const lines = thins.slice(0, MOST_LINES).flatMap(({ thinId, contents }) => {
    if (contents === null) return [];
    const { mappedBlocks, transactionId, createdTime, snapshotTime, exclusiveBlocks } = contents;
    const own = exclusiveBlocks === null ? '' : ` (${formatBytes(exclusiveBlocks * blockSizeBytes)} its own)`;
    return [
      quoted(
        'thin_dump',
        `dev_id=${thinId} mapped_blocks=${mappedBlocks} transaction=${transactionId} creation_time=${createdTime} snap_time=${snapshotTime}${own}`,
      ),
    ];
  });
  const rest = thins.length - MOST_LINES;
  return rest > 0 ? [...lines, quoted('thin_dump', `… and ${rest} more`)] : lines;
}

/** `1, 2 and 3`, of many the first ones. */
export function idsInWords(thins: readonly ExploredThin[]): string {
  return someOf(
    thins.map(({ thinId }) => String(thinId)),
    MOST_LINES,
  );
}
