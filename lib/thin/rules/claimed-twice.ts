import { quoted } from '../../findings/evidence.ts';
import { someOf } from '../../findings/words.ts';
import { printableHostText } from '../../text/host-text.ts';
import type { ThinClaim } from '../explored-pool.ts';
import { claimants } from '../match-claims.ts';
import { type PoolRule, poolDraft, poolName } from '../pool-survey.ts';

/** One thin ID under two names: two mapped devices, two volumes of LVM, or one of each that are not the same. */
export const claimedTwice: PoolRule = {
  name: 'thin-claimed-twice',
  find: (survey) =>
    survey.explored.thins.flatMap((thin) => {
      const claims = claimants(thin);
      if (claims.length < 2) return [];
      const names = claims.map(({ name }) => printableHostText(name));
      const active = thin.claims.filter(({ kind }) => kind === 'device');
      return [
        poolDraft(survey, {
          cause: `twice ${thin.thinId}`,
          severity: active.length > 1 ? 'critical' : 'warning',
          title: `Thin ID ${thin.thinId} of pool ${poolName(survey)} goes by ${claims.length} names: ${someOf(names)}`,
          evidence: thin.claims.map((claim) => evidenceOf(claim, thin.thinId)),
          consequence:
            active.length > 1
              ? 'What is written through one changes what the other shows: two file systems that do not know of each other destroy their data.'
              : 'What is written through one changes what the other shows, and who removes one removes both.',
          advice: ['Use it under one name only, and take the other away before anything is mounted from it.'],
        }),
      ];
    }),
};

function evidenceOf(claim: ThinClaim, thinId: number) {
  switch (claim.kind) {
    case 'device':
      return quoted('dmsetup-table', `${claim.name} (${claim.devNo}): thin ID ${thinId}`);
    case 'volume':
      return quoted('lvm-metadata', `${claim.name}: device_id = ${thinId}`);
    default:
      return claim satisfies never;
  }
}
