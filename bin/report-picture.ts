import type { Understood } from '../lib/dm/target-type.ts';
import type { About } from '../lib/picture/picture-of.ts';
import type { ReportQuestion } from '../lib/report/report-of.ts';
import { deviceOf } from '../lib/stack/index-stack.ts';
import type { Stack } from '../lib/stack/stack.ts';
import type { Asked } from './report-command.ts';

/** The picture of what was asked about, as SVG; of a run, as it was before. */
export async function pictureSvg(asked: Asked): Promise<Understood<string>> {
  const { pictureOf, picturesOf } = await import('../lib/picture/picture-of.ts');
  const { renderSvg } = await import('../lib/picture/scene/render-svg.ts');
  const { findings } = await import('../lib/findings/findings.ts');
  const seen = seenOf(asked.subject.question);
  if (!seen) return { ok: false, reason: 'the journal keeps no stack of that run: nothing was looked at' };
  const { stack, found, about } = await redactedAsAsked(
    { ...seen, found: findings(seen.stack) },
    asked.isRedacted,
  );
  const kinds = picturesOf(about);
  const scene = pictureOf({ stack, found }, about, asked.picture ?? kinds[0] ?? 'overview');
  if (scene) return { ok: true, value: renderSvg(scene) };
  return { ok: false, reason: `of a ${about.kind} there is ${kinds.join(' and ')}, not ${asked.picture}` };
}

async function redactedAsAsked<T extends { readonly stack: Stack }>(
  value: T,
  isRedacted: boolean,
): Promise<T> {
  if (!isRedacted) return value;
  const { redactor } = await import('../lib/report/redaction/redact.ts');
  return redactor([value.stack], null)(value);
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
