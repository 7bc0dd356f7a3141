import type { Capture } from '../capture/capture.ts';
import type { Finding } from '../findings/finding.ts';
import { findings } from '../findings/findings.ts';
import type { Plan } from '../plan/plan.ts';
import { planFor } from '../plan/plan-for.ts';
import { aftermath } from '../run/aftermath.ts';
import { mendedFindings } from '../run/mended-findings.ts';
import type { Run } from '../run/run.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { linesAbout } from './lines-about.ts';
import { redactor } from './redaction/redact.ts';
import type { Report, ReportState, Subject } from './report.ts';
import { statesOfDevice, statesOfFinding, statesOfHost, statesOfRun } from './states.ts';

/** Of what a report is asked for. The stack of a run's host, as it is now, makes its prevention exact; null for not at hand. */
export type ReportQuestion =
  | { readonly kind: 'host'; readonly stack: Stack }
  | { readonly kind: 'finding'; readonly stack: Stack; readonly finding: Finding }
  | { readonly kind: 'device'; readonly stack: Stack; readonly device: Device }
  | { readonly kind: 'run'; readonly stack: Stack | null; readonly run: Run };

export type ReportOptions = {
  readonly madeBy: string;
  readonly isRedacted: boolean;
  /** What the stack was built from, for the raw lines; null where it is not at hand. */
  readonly capture: Capture | null;
};

/** Null for a run of which nothing was seen: it has no stack to report on. */
export function reportOf(question: ReportQuestion, options: ReportOptions): Report | null {
  const made = wholeReport(question, options);
  if (made === null || !options.isRedacted) return made;
  const seen = question.stack === null ? [] : [question.stack];
  return redactor([...seen, ...made.states.map(({ stack }) => stack)], runOf(question))(made);
}

function runOf(question: ReportQuestion): Run | null {
  return question.kind === 'run' ? question.run : null;
}

function wholeReport(question: ReportQuestion, options: ReportOptions): Report | null {
  switch (question.kind) {
    case 'host': {
      const found = findings(question.stack);
      return report(
        { kind: 'host' },
        { ...about(question, options), states: statesOfHost(question.stack), found },
      );
    }
    case 'finding': {
      const { finding, stack } = question;
      const plan = planOf(finding, stack);
      const states = statesOfFinding(finding, { stack, plan });
      const lines = linesOf(
        options,
        stack,
        finding.devices.map(({ devNo }) => devNo),
      );
      return report(
        { kind: 'finding', finding },
        { ...about(question, options), states, found: [finding], plan, lines },
      );
    }
    case 'device': {
      const { device, stack } = question;
      const found = findings(stack).filter(({ devices }) =>
        devices.some(({ devNo }) => devNo === device.devNo),
      );
      const lines = linesOf(options, stack, [device.devNo]);
      const states = statesOfDevice(device, stack);
      return report({ kind: 'device', device }, { ...about(question, options), states, found, lines });
    }
    case 'run':
      return reportOfRun(question.run, question.stack, options);
    default:
      return question satisfies never;
  }
}

type Facts = {
  readonly host: Report['host'];
  readonly madeBy: string;
  readonly isRedacted: boolean;
  readonly states: readonly ReportState[];
  readonly found: readonly Finding[];
  readonly plan?: Plan | null;
  readonly lines?: Report['lines'];
};

function about({ stack }: { readonly stack: Stack }, { madeBy, isRedacted }: ReportOptions) {
  return { host: stack.host, madeBy, isRedacted };
}

function report(subject: Subject, { found, plan = null, lines = null, ...facts }: Facts): Report {
  return { subject, ...facts, findings: found, plan, lines };
}

function reportOfRun(run: Run, now: Stack | null, options: ReportOptions): Report | null {
  const states = statesOfRun(run);
  const [first] = states;
  if (!first) return null;
  const subject = { kind: 'run', run, aftermath: aftermath(run) } as const;
  return report(subject, { ...about(first, options), states, found: findingsOfRun(run, now) });
}

/** What keeps a cause from coming back is worked out from all of a host: from a part of it that is left out. */
function findingsOfRun(run: Run, now: Stack | null): readonly Finding[] {
  const resolved = now === null ? [] : mendedFindings(run, now);
  if (resolved.length > 0 || run.before === null) return resolved;
  const { identity } = run.intent.device;
  return findings(run.before)
    .filter(({ intent }) => intent?.device.identity === identity)
    .map((finding) => ({ ...finding, prevention: null }));
}

function planOf({ intent }: Finding, stack: Stack): Plan | null {
  return intent && planFor({ kind: intent.kind, device: { identity: intent.device.identity } }, stack);
}

function linesOf({ capture }: ReportOptions, stack: Stack, devNos: readonly string[]): Report['lines'] {
  return (
    capture &&
    linesAbout(
      capture,
      stack.devices.filter(({ devNo }) => devNos.includes(devNo)),
    )
  );
}
