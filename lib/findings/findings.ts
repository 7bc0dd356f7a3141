import { refusalsFor } from '../plan/plan-for.ts';
import type { Stack } from '../stack/stack.ts';
import { type Steps, toTheEnd } from '../steps.ts';
import { type Claim, claimsOf, lastingSince } from './claims.ts';
import type { Draft, Finding, Severity } from './finding.ts';
import { findingId } from './finding-id.ts';
import { notChecked } from './not-checked.ts';
import { settled } from './settle.ts';
import { lastingIn, type Sightings, withSightings } from './sightings.ts';
import { type Earlier, surveyInSteps } from './survey.ts';

/**
 * What is wrong with a host, worst first; of equal severity in the order of the rules, then of the stack. `previous`
 * is an earlier stack of the same host.
 */
export function findings(stack: Stack, previous?: Stack): readonly Finding[] {
  const secondsAgo = previous ? stack.host.timeSeconds - previous.host.timeSeconds : 0;
  return toTheEnd(findingsInSteps(stack, previous ? { stack: previous, secondsAgo } : null));
}

/** The same in steps: rule by rule, and finding by finding where a rule gives them one by one. */
export function* findingsInSteps(stack: Stack, earlier: Earlier | null): Steps<readonly Finding[]> {
  const survey = yield* surveyInSteps(stack, earlier);
  const claims = yield* claimsOf(survey);
  const lastingOf = yield* lastingSince(survey);
  return yield* findingsOf(settled(claims, survey, lastingOf).claims, stack);
}

/** A look of many at one host; `sightings` are those of the look before, null at the first. */
export type Look = {
  readonly earlier: Earlier | null;
  readonly sightings: Sightings | null;
  /** By the clock of whoever looks. */
  readonly nowMs: number;
  /** Until when the stack is known to be so: a look that is under way for long shows nothing to have stayed. */
  readonly lookAtMs: number;
};

export type LookResult = {
  readonly findings: readonly Finding[];
  readonly sightings: Sightings;
  /** What is held back may be raised then, though nothing changes; null when nothing is. */
  readonly nextInSeconds: number | null;
};

/** For who looks at a host again and again: what is so for a moment only is not raised. */
export function* followInSteps(stack: Stack, look: Look): Steps<LookResult> {
  const survey = yield* surveyInSteps(stack, look.earlier);
  const claims = yield* claimsOf(survey);
  const sightings = withSightings(
    look.sightings,
    claims.map(({ id }) => id),
    { nowMs: look.nowMs, isWhole: notChecked(stack).length === 0 },
  );
  const { claims: told, nextInSeconds } = settled(claims, survey, lastingIn(sightings, look.lookAtMs));
  return { findings: yield* findingsOf(told, stack), sightings, nextInSeconds };
}

/** What would mend a finding is offered only as its plan would be: who asks for that plan is told the same. */
function* findingsOf(claims: readonly Claim[], stack: Stack): Steps<readonly Finding[]> {
  const found: Finding[] = [];
  for (const { rule, draft } of claims) {
    const finding = findingOf(rule, draft);
    const refusals = draft.intent === null ? [] : refusalsFor(draft.intent, stack);
    const evidence = withSources(finding.evidence, stack);
    found.push({ ...finding, evidence, refusals: [...new Set(refusals.map(({ cause }) => cause))] });
    yield;
  }
  return worstFirst(found);
}

/** What somebody gave is quoted by the command that printed it, not by the section that it was put into. */
function withSources(evidence: Finding['evidence'], { host: { origin } }: Stack): Finding['evidence'] {
  if (origin === null) return evidence;
  return evidence.map(({ section, quote }) => ({ section: origin.commands[section] ?? section, quote }));
}

/** With ids that are each of one. */
export function worstFirst(found: readonly Finding[]): readonly Finding[] {
  return distinct(found).toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'notice'];

export function findingOf(rule: string, draft: Draft): Finding {
  return {
    id: findingId(rule, draft.cause),
    rule,
    severity: draft.severity,
    title: draft.title,
    devices: draft.devices,
    evidence: draft.evidence,
    consequence: draft.consequence,
    intent: draft.intent,
    refusals: [],
    advice: draft.advice ?? [],
    prevention: draft.prevention ?? null,
  };
}

/** An id names one finding. Two with one id would need two causes with the same digits: the later one is numbered. */
function distinct(found: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return found.map((each) => {
    const count = (seen.get(each.id) ?? 0) + 1;
    seen.set(each.id, count);
    return count === 1 ? each : { ...each, id: `${each.id}-${count}` };
  });
}
