import type { Stack } from '../stack/stack.ts';
import type { Steps } from '../steps.ts';
import type { Draft, Patience } from './finding.ts';
import { findingId } from './finding-id.ts';
import { rules } from './rules.ts';
import { type LastingOf, ONE_LOOK } from './sightings.ts';
import { type Survey, surveyInSteps } from './survey.ts';
import { LOOK_IS_RECENT_SECONDS } from './thresholds.ts';

/** What a rule says of one look, before it is weighed how long it has been so. */
export type Claim = {
  readonly rule: string;
  readonly patience: Patience;
  readonly id: string;
  readonly draft: Draft;
};

/** Rule by rule, and one by one where a rule gives them one by one. */
export function* claimsOf(survey: Survey): Steps<readonly Claim[]> {
  const claims: Claim[] = [];
  for (const { name: rule, patience = 'usual', find } of rules) {
    for (const draft of find(survey)) {
      claims.push({ rule, patience, id: findingId(rule, draft.cause), draft });
      yield;
    }
    yield;
  }
  return claims;
}

/**
 * How long claims have lasted where there are two looks: those of an earlier capture that somebody took. One that was
 * there then has stayed; that another was not says something only if it is not long ago.
 */
export function* lastingSince({ stack, previous, elapsedSeconds }: Survey): Steps<LastingOf> {
  if (previous === null || elapsedSeconds === null) return ONE_LOOK;
  const ids = previous === stack ? null : yield* idsOf(previous);
  const isNew = elapsedSeconds < LOOK_IS_RECENT_SECONDS;
  return ({ id, patience }) => {
    // A trend is what the two of them tell together: the earlier one cannot have it.
    const hasStayed = ids === null || ids.has(id) || patience === 'trend';
    return hasStayed ? { seconds: elapsedSeconds, isNew: false } : { seconds: 0, isNew };
  };
}

function* idsOf(stack: Stack): Steps<ReadonlySet<string>> {
  const claims = yield* claimsOf(yield* surveyInSteps(stack, null));
  return new Set(claims.map(({ id }) => id));
}
