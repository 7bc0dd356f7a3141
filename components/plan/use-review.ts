'use client';

import { useMemo, useState } from 'react';
import type { Intent } from '../../lib/plan/intent.ts';
import type { Plan } from '../../lib/plan/plan.ts';
import { planFor } from '../../lib/plan/plan-for.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { intentText } from './intent-text.ts';

/** The server's answer to a run that was asked for, when it made another plan than the page. */
export type Answer = { readonly kind: 'changed' | 'refused'; readonly plan: Plan };

export type Review = {
  /** What is to be read. */
  readonly plan: Plan;
  /** It is not the plan that was read before: it has to be read anew before it can be run. */
  readonly isUnread: boolean;
  /** The server refused what the page would have run. */
  readonly isRefusedByServer: boolean;
  readonly onRead: () => void;
  readonly onAnswer: (answer: Answer) => void;
};

type Pin = { readonly intent: string; readonly fingerprint: string };
type Answered = Answer & { readonly over: Plan };

/**
 * The plan that lies on the table. The page makes it anew whenever the stack changes, and whoever reads it must not run
 * another one than he has read: so the fingerprint of that one is kept, and a plan with another has to be accepted first.
 */
export function useReview(intent: Intent, stack: Stack): Review {
  const key = intentText(intent);
  const live = useMemo(() => planFor(intent, stack), [intent, stack]);
  const [pin, setPin] = useState<Pin>({ intent: key, fingerprint: live.fingerprint });
  const [answer, setAnswer] = useState<Answered | null>(null);
  if (pin.intent !== key) {
    setPin({ intent: key, fingerprint: live.fingerprint });
    setAnswer(null);
  }
  // The server has looked at the host last, until the page gets to see something else than it did then.
  const isAnswered = answer !== null && isSamePlan(answer.over, live);
  const plan = isAnswered ? answer.plan : live;
  return {
    plan,
    isUnread: pin.intent === key && plan.fingerprint !== pin.fingerprint,
    isRefusedByServer: isAnswered && answer.kind === 'refused',
    onRead: () => {
      setPin({ intent: key, fingerprint: plan.fingerprint });
      if (isAnswered && answer.kind === 'refused') setAnswer(null);
    },
    onAnswer: (next) => setAnswer({ ...next, over: live }),
  };
}

function isSamePlan(a: Plan, b: Plan): boolean {
  return a.fingerprint === b.fingerprint && causes(a) === causes(b);
}

function causes({ refusals }: Plan): string {
  return refusals.map(({ cause }) => cause).join('\n');
}
