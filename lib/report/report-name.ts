import { captureName, fileWord } from '../capture/capture-name.ts';
import type { ReportQuestion } from './report-of.ts';

/**
 * What a report's file is called, without an ending: the moment as a capture's download has it, then what it is about, such
 * as `host1.example.com-2025-11-21T014738Z-guest-group-on-snapshot`. A redacted one tells no name either.
 */
export function reportName(question: ReportQuestion, isRedacted: boolean): string {
  const { name, timeSeconds } = momentOf(question);
  return `${captureName(isRedacted ? '' : name, timeSeconds)}-${subjectWord(question, isRedacted)}`;
}

function momentOf(question: ReportQuestion): { readonly name: string; readonly timeSeconds: number } {
  if (question.kind !== 'run') return question.stack.host;
  const { host, beganAtMs } = question.run;
  return { name: host, timeSeconds: beganAtMs / 1000 };
}

function subjectWord(question: ReportQuestion, isRedacted: boolean): string {
  switch (question.kind) {
    case 'host':
      return 'report';
    case 'finding':
      return question.finding.rule;
    case 'device':
      return isRedacted ? 'device' : fileWord(question.device.name);
    case 'run':
      return 'run';
    default:
      return question satisfies never;
  }
}
