'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DevNo } from '../../lib/block/dev-no.ts';
import type { Intent } from '../../lib/plan/intent.ts';
import type { StackIndex } from '../../lib/stack/index-stack.ts';
import { freeThinId } from '../../lib/thin/free-thin-id.ts';
import { activeClaim, type ThinRow } from '../../lib/thin/thin-rows.ts';
import { intentText } from '../plan/intent-text.ts';
import { useTRPC } from '../trpc.tsx';
import type { SetView } from '../view-state.ts';
import { ThinDialog } from './thin-dialog.tsx';
import type { ThinAction } from './thin-menu.tsx';
import type { useExploredPool } from './use-explored-pool.ts';

type Options = Pick<ReturnType<typeof useExploredPool>, 'explored' | 'noteLabel'> & {
  readonly hostId: string;
  readonly index: StackIndex;
  /** The pool's identity. */
  readonly pool: string;
  readonly setView: SetView;
};

type Asked = { readonly action: 'label' | 'snapshot' | 'activate'; readonly row: ThinRow };

/** What is done with the volumes of a pool: the labels here, all else by a plan that opens in its dialog. */
export function useThinActions({ hostId, index, pool, explored, noteLabel, setView }: Options) {
  const trpc = useTRPC();
  const [asked, setAsked] = useState<Asked | null>(null);
  const set = useMutation(trpc.thin.label.set.mutationOptions({ retry: false }));
  const remove = useMutation(trpc.thin.label.remove.mutationOptions({ retry: false }));

  /** Why it was not kept, in a sentence; null when it was. */
  const label = async ({ thinId, transactionId, createdTime }: ThinRow, text: string) => {
    try {
      if (text === '') await remove.mutateAsync({ hostId, pool, thinId });
      else if (transactionId !== null && createdTime !== null)
        await set.mutateAsync({ hostId, pool, thinId, transactionId, createdTime, text });
      noteLabel(thinId, text);
      return null;
    } catch (error) {
      return `${error instanceof Error ? error.message : String(error)}.`;
    }
  };
  const plan = (intent: Intent) => {
    setAsked(null);
    void setView({ plan: intentText(intent) });
  };
  const act = (action: ThinAction, row: ThinRow) => {
    const device = identityOf(index, row);
    if (action === 'delete')
      plan({ kind: 'thin-delete', device: { identity: pool }, thinId: row.thinId, typed: '' });
    else if (action === 'deactivate') {
      if (device !== null) plan({ kind: 'remove', device: { identity: device } });
    } else setAsked({ action, row });
  };
  const dialog = asked && (
    <ThinDialog
      asked={asked}
      pool={pool}
      device={identityOf(index, asked.row)}
      freeId={freeThinId(explored?.pool.thins.map(({ thinId }) => thinId) ?? [])}
      onLabel={label}
      onPlan={plan}
      onClose={() => setAsked(null)}
    />
  );
  return { act, dialog };
}

/** Of the device that a volume is active as; null for none. */
function identityOf({ byDevNo }: StackIndex, { claims }: ThinRow): string | null {
  const devNo: DevNo | undefined = activeClaim(claims)?.devNo;
  return (devNo && byDevNo.get(devNo)?.identity) ?? null;
}
