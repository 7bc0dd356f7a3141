import { quoted } from '../../findings/evidence.ts';
import type { Evidence } from '../../findings/finding.ts';
import { dmsetupOn } from '../../plan/step-kind.ts';
import { shellCommand } from '../../text/shell-quote.ts';
import { formatBytes } from '../../text/size.ts';
import type { ExploredThin } from '../explored-pool.ts';
import {
  idsInWords,
  type PoolRule,
  type PoolSurvey,
  poolDraft,
  poolName,
  thinLines,
} from '../pool-survey.ts';

/** Thin IDs that no device, no volume and no label stands for. */
export const unclaimed: PoolRule = {
  name: 'thin-unclaimed',
  find: (survey) => {
    const { explored, pool } = survey;
    // Without LVM's metadata a volume that is not active looks unclaimed.
    if (explored.isLvm && explored.lvm === null) return [];
    const found = explored.thins.filter(
      ({ contents, claims, label }) => contents !== null && claims.length === 0 && label === null,
    );
    const [first] = found;
    if (!first) return [];
    const isOne = found.length === 1;
    const ids = isOne ? 'an unclaimed thin ID' : `${found.length} unclaimed thin IDs`;
    const deletion = explored.isLvm
      ? shellCommand([...dmsetupOn(['message'], pool), '0', `delete ${first.thinId}`])
      : `dmscope thin delete ${pool.devNo} ${first.thinId}`;
    return [
      poolDraft(survey, {
        cause: 'unclaimed',
        severity: explored.isLvm ? 'warning' : 'notice',
        title: `Thin pool ${poolName(survey)} has ${ids}${ownInWords(survey, found)}`,
        evidence: [...thinLines(survey, found), ...whoWasAsked(survey)],
        consequence: `No list of volumes shows ${idsInWords(found)}; ${isOne ? 'its blocks stay taken until it is' : 'their blocks stay taken until they are'} deleted.${explored.isLvm ? '' : ' Software that keeps names of its own, as container engines do, may well know them: dmscope does not see such lists.'}`,
        advice: [
          isOne
            ? 'Find out who made it before anything else: it may be all that is left of a volume that somebody misses.'
            : 'Find out who made them before anything else: they may be all that is left of volumes that somebody misses.',
          `Deleted, ${isOne ? 'it is gone for good' : `they are gone for good; for ${first.thinId}`}: ${deletion}`,
        ],
      }),
    ];
  },
};

function ownInWords({ explored }: PoolSurvey, found: readonly ExploredThin[]): string {
  let blocks = 0;
  for (const { contents } of found) {
    if (contents?.exclusiveBlocks == null) return '';
    blocks += contents.exclusiveBlocks;
  }
  return `, with ${formatBytes(blocks * explored.contents.blockSizeBytes)} that nothing else has`;
}

function whoWasAsked({ explored }: PoolSurvey): readonly Evidence[] {
  const { lvm } = explored;
  if (lvm === null) return [];
  const known = lvm.volumes.map(({ thinId }) => thinId).sort((a, b) => a - b);
  const ids = known.length > 20 ? `${known.slice(0, 20).join(', ')} …` : known.join(', ');
  return [quoted('lvm-metadata', `${lvm.groupName} seqno ${lvm.sequence}: device_id in ${lvm.name}: ${ids}`)];
}
