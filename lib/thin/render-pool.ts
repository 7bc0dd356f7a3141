import { METADATA_BLOCK_SECTORS, type ThinPoolUsage } from '../dm/targets/thin-pool-status.ts';
import { formatPercent } from '../dm/targets/wording.ts';
import { renderFindings } from '../findings/render-text.ts';
import { printableHostText } from '../text/host-text.ts';
import { formatBytes } from '../text/size.ts';
import type { ExploredPool, ExploredThin } from './explored-pool.ts';
import { inColumns } from './in-columns.ts';
import { claimants } from './match-claims.ts';

const METADATA_BLOCK_BYTES = METADATA_BLOCK_SECTORS * 512;
const HEAD = ['ID', 'mapped', 'its own', 'made', 'snapshot', 'claimed by', 'shares with'];
/** mapped, its own, made, snapshot. */
const NUMBERS = [0, 1, 2, 3, 4];

/** A pool as text: how full it is, its thin IDs, and what is wrong with them. */
export function renderPool(explored: ExploredPool): string {
  const { pool, contents, thins, findings, lvm, usage } = explored;
  const name = lvm ? `${lvm.groupName}/${lvm.name}` : pool.name;
  const { blockSizeBytes } = contents;
  const rows = thins.map((thin) => rowOf(thin, blockSizeBytes));
  return [
    `${printableHostText(name)} (${pool.devNo}): ${thins.length} thin IDs, blocks of ${formatBytes(blockSizeBytes)}, transaction ${contents.transactionId}`,
    ...usageLines(usage, blockSizeBytes),
    ...contents.problems.map((problem) => `! ${printableHostText(problem)}`),
    '',
    rows.length === 0 ? 'no thin IDs' : inColumns([HEAD, ...rows], NUMBERS),
    '',
    findings.length === 0 ? 'no findings\n' : renderFindings(findings),
  ].join('\n');
}

function usageLines(usage: ThinPoolUsage | null, blockSizeBytes: number): readonly string[] {
  if (usage === null) return ['how full it is, is not known'];
  const part = (ratio: ThinPoolUsage['dataBlocks'], blockBytes: number) =>
    `${formatPercent(ratio)}, ${formatBytes(ratio.part * blockBytes)} of ${formatBytes(ratio.whole * blockBytes)}`;
  return [
    `data      ${part(usage.dataBlocks, blockSizeBytes)}`,
    `metadata  ${part(usage.metadataBlocks, METADATA_BLOCK_BYTES)}`,
  ];
}

function rowOf(thin: ExploredThin, blockBytes: number): readonly string[] {
  const { thinId, contents, label } = thin;
  const names = claimants(thin).map(({ name }) => name);
  const claimed = [...(label === null ? [] : [`“${label}”`]), ...names].map(printableHostText);
  const who = claimed.length > 0 ? claimed.join(', ') : 'nobody';
  if (contents === null) return [String(thinId), 'not there', '', '', '', who, ''];
  const { mappedBlocks, exclusiveBlocks, transactionId, createdTime, snapshotTime } = contents;
  return [
    String(thinId),
    formatBytes(mappedBlocks * blockBytes),
    exclusiveBlocks === null ? '?' : formatBytes(exclusiveBlocks * blockBytes),
    `${transactionId} @${createdTime}`,
    `@${snapshotTime}`,
    who,
    sharers(contents, blockBytes),
  ];
}

/** The line has room for three. */
const MOST_SHOWN = 3;

function sharers(
  { sharesWith, hasMoreSharing }: NonNullable<ExploredThin['contents']>,
  blockBytes: number,
): string {
  const shown = sharesWith
    .slice(0, MOST_SHOWN)
    .map(({ thinId, blocks }) => `${thinId} (${formatBytes(blocks * blockBytes)})`);
  const isMore = hasMoreSharing || sharesWith.length > MOST_SHOWN;
  return [...shown, ...(isMore ? ['…'] : [])].join(', ');
}
