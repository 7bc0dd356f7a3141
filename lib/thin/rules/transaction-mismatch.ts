import { quoted } from '../../findings/evidence.ts';
import { printableHostText } from '../../text/host-text.ts';
import { type PoolRule, poolDraft, poolName } from '../pool-survey.ts';

/** LVM counts its changes to a pool in the pool itself: the two counts are the same, or something was done behind its back. */
export const transactionMismatch: PoolRule = {
  name: 'thin-transaction',
  find: (survey) => {
    const { lvm, contents } = survey.explored;
    if (lvm === null || lvm.transactionId === null || lvm.transactionId === contents.transactionId) return [];
    // It writes down what it will do, does it, and counts.
    const isPending = lvm.transactionId === contents.transactionId + 1;
    const volume = printableHostText(`${lvm.groupName}/${lvm.name}`);
    return [
      poolDraft(survey, {
        cause: 'transaction',
        severity: isPending ? 'notice' : 'warning',
        title: `LVM and thin pool ${poolName(survey)} do not agree on what was last done: transaction ${lvm.transactionId} and ${contents.transactionId}`,
        evidence: [
          quoted(
            'lvm-metadata',
            `${lvm.groupName} seqno ${lvm.sequence}: ${lvm.name}: transaction_id = ${lvm.transactionId}`,
          ),
          quoted('thin_dump', `transaction=${contents.transactionId}`),
        ],
        consequence: isPending
          ? 'LVM has written down a change that the pool has not made yet: it is under way just now, or was cut short.'
          : `LVM makes no volumes in the pool any more, and does not activate it again once it was deactivated (“transaction_id is ${contents.transactionId}, while expected ${lvm.transactionId}”).`,
        advice: isPending
          ? []
          : [
              'Leave the pool active until it is known why: a metadata of the group from before may have been put back (vgcfgrestore), or somebody has sent the pool messages.',
              `Compare the thin IDs here with those in /etc/lvm/archive before either count is changed; a copy of what there is: vgcfgbackup -f FILE ${volume.split('/')[0]}`,
            ],
      }),
    ];
  },
};
