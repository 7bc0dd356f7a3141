import type { Stack } from '../stack/stack.ts';
import { type Steps, toTheEnd } from '../steps.ts';
import type { Draft, Finding, Severity } from './finding.ts';
import { findingId } from './finding-id.ts';
import { rules } from './rules.ts';
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
  const found: Finding[] = [];
  for (const rule of rules) {
    for (const draft of rule.find(survey)) {
      found.push(findingOf(rule.name, draft));
      yield;
    }
    yield;
  }
  return worstFirst(found);
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
