import type { Finding } from '../findings/finding.ts';
import { findingOf, worstFirst } from '../findings/findings.ts';
import type { PoolRule, PoolSurvey } from './pool-survey.ts';
import { claimedMissing } from './rules/claimed-missing.ts';
import { claimedTwice } from './rules/claimed-twice.ts';
import { freesNothing } from './rules/frees-nothing.ts';
import { transactionMismatch } from './rules/transaction-mismatch.ts';
import { unclaimed } from './rules/unclaimed.ts';

/** What can only be told when a pool has been read; how full it is, the findings of the host tell. */
const RULES: readonly PoolRule[] = [
  claimedTwice,
  claimedMissing,
  transactionMismatch,
  unclaimed,
  freesNothing,
];

export function poolFindings(survey: PoolSurvey): readonly Finding[] {
  return worstFirst(RULES.flatMap(({ name, find }) => find(survey).map((draft) => findingOf(name, draft))));
}
