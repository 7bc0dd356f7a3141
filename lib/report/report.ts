import type { DevNo } from '../block/dev-no.ts';
import type { SectionLines } from '../capture/lines-of-device.ts';
import type { Finding } from '../findings/finding.ts';
import type { Plan } from '../plan/plan.ts';
import type { Aftermath } from '../run/aftermath.ts';
import type { Run } from '../run/run.ts';
import type { Device, Host, Stack } from '../stack/stack.ts';

/**
 * An incident report is what somebody is handed who was not there: what was wrong on which host and when, what it led to,
 * what was or would be done, how it looked before and after, and the host's own lines to check all that by. It is plain
 * data here, without wording or form, so that it can be redacted as a whole before anything is drawn or written from it:
 * pictures, trees, sentences and quotes then say the same stand-ins (redaction/redact.ts).
 *
 * Texts of the host are as lib/text/host-text.ts has them; content/ words it, and render-html.ts and render-markdown.ts write it.
 */
export type Report = {
  readonly subject: Subject;
  readonly host: Host;
  /** What made it, such as `dmscope 0.1.0`. */
  readonly madeBy: string;
  readonly isRedacted: boolean;
  /** The stack around the subject, in the order of time; one or two. */
  readonly states: readonly ReportState[];
  /** Those that are about the subject. */
  readonly findings: readonly Finding[];
  /** What would be done; null where nothing would, and for a run, which has its own. */
  readonly plan: Plan | null;
  /** Null where no capture was at hand. */
  readonly lines: readonly SectionLines[] | null;
};

export type Subject =
  | { readonly kind: 'host' }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'device'; readonly device: Device }
  | { readonly kind: 'run'; readonly run: Run; readonly aftermath: Aftermath };

/** The stack at one moment, as far as the report is about it. */
export type ReportState = {
  readonly moment: 'now' | 'after-plan' | 'before-run' | 'after-run';
  readonly stack: Stack;
  /** What the question is about: the device at which the picture begins. */
  readonly target: DevNo | null;
  /** What devices are to the finding, such as `snapshot`. */
  readonly parts: readonly { readonly devNo: DevNo; readonly part: string }[];
};
