import type { Understood } from '../dm/target-type.ts';
import { findings } from '../findings/findings.ts';
import { type About, type PictureKind, pictureOf, picturesOf } from '../picture/picture-of.ts';
import type { Scene } from '../picture/scene/scene.ts';
import { deviceOf } from '../stack/index-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { redactor } from './redaction/redact.ts';
import type { ReportQuestion } from './report-of.ts';

/** `kind`: null for the one that fits. */
export type PictureOptions = { readonly kind: PictureKind | null; readonly isRedacted: boolean };

/** The picture of what is reported on, standing alone; of a run, as it was before. */
export function pictureOfReport(question: ReportQuestion, options: PictureOptions): Understood<Scene> {
  const seen = seenOf(question);
  if (!seen) return { ok: false, reason: NOTHING_SEEN };
  const { stack, found, about } = redactedAsAsked(
    { ...seen, found: findings(seen.stack) },
    options.isRedacted,
  );
  const kinds = picturesOf(about);
  const scene = pictureOf({ stack, found }, about, options.kind ?? kinds[0] ?? 'overview');
  if (scene) return { ok: true, value: scene };
  return { ok: false, reason: `of a ${about.kind} there is ${kinds.join(' and ')}, not ${options.kind}` };
}

export const NOTHING_SEEN = 'the journal keeps no stack of that run: nothing was looked at';

function redactedAsAsked<T extends { readonly stack: Stack }>(value: T, isRedacted: boolean): T {
  return isRedacted ? redactor([value.stack], null)(value) : value;
}

type Seen = { readonly stack: Stack; readonly about: About };

function seenOf(question: ReportQuestion): Seen | null {
  switch (question.kind) {
    case 'host':
      return { stack: question.stack, about: { kind: 'host' } };
    case 'finding':
      return { stack: question.stack, about: { kind: 'finding', finding: question.finding } };
    case 'device':
      return { stack: question.stack, about: { kind: 'device', device: question.device } };
    case 'run': {
      const { before, plan } = question.run;
      const device = before && plan.target ? deviceOf(before, plan.target.identity) : null;
      return before && { stack: before, about: device ? { kind: 'device', device } : { kind: 'host' } };
    }
    default:
      return question satisfies never;
  }
}
