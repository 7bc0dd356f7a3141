import { quoted } from '../../findings/evidence.ts';
import { someOf } from '../../findings/words.ts';
import { printableHostText } from '../../text/host-text.ts';
import { claimants } from '../match-claims.ts';
import { idsInWords, type PoolRule, poolDraft, poolName } from '../pool-survey.ts';

/** Volumes of LVM whose thin IDs the pool does not have. */
export const claimedMissing: PoolRule = {
  name: 'thin-missing',
  find: (survey) => {
    const missing = survey.explored.thins.filter(({ contents }) => contents === null);
    if (missing.length === 0) return [];
    const claims = missing.flatMap((thin) => claimants(thin).map((claim) => ({ thin, claim })));
    const names = claims.map(({ claim }) => printableHostText(claim.name));
    return [
      poolDraft(survey, {
        cause: 'missing',
        severity: 'critical',
        title: `Thin pool ${poolName(survey)} does not have ${missing.length === 1 ? 'the thin ID' : 'the thin IDs'} of ${someOf(names)}`,
        evidence: claims
          .slice(0, 6)
          .map(({ thin, claim }) =>
            quoted(
              claim.kind === 'volume' ? 'lvm-metadata' : 'dmsetup-table',
              `${claim.name}: ${claim.kind === 'volume' ? 'device_id =' : 'thin ID'} ${thin.thinId}`,
            ),
          ),
        consequence: `Thin ${missing.length === 1 ? 'ID' : 'IDs'} ${idsInWords(missing)} cannot be activated: somebody has deleted what LVM still lists, or an older metadata of the pool was put back.`,
        advice: [
          'If its data is of use, write nothing to the pool: its blocks may not have been used again yet. Copy the metadata device before anything is tried.',
        ],
      }),
    ];
  },
};
