import type { Capture } from '../lib/capture/capture.ts';
import type { Understood } from '../lib/dm/target-type.ts';
import type { ReportQuestion } from '../lib/report/report-of.ts';
import type { Run } from '../lib/run/run.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { printError } from './exit-status.ts';
import { openCapture } from './open-capture.ts';
import type { ReportCommand } from './report-command.ts';

/** What a report is about, and the capture it is made from; null for a run whose host is not at hand. */
export type Subject = { readonly question: ReportQuestion; readonly capture: Capture | null };

type Opened =
  | { readonly ok: true; readonly value: Subject }
  | { readonly ok: false; readonly reason: string; readonly isUsageError: boolean };

type Evidence = { readonly stack: Stack; readonly capture: Capture };

export async function openSubject(command: ReportCommand): Promise<Opened> {
  if (command.run !== undefined) return openRun(command.run, command);
  const evidence = await openEvidence(command);
  if (!evidence.ok) return { ...evidence, isUsageError: false };
  const { stack, capture } = evidence.value;
  const question = await questionAbout(stack, command);
  if (!question.ok) return { ...question, isUsageError: true };
  return { ok: true, value: { question: question.value, capture } };
}

async function openEvidence({ capture: file, verbose }: ReportCommand): Promise<Understood<Evidence>> {
  const opened = await openCapture(file, 'inside');
  if (!opened.ok) return opened;
  const { value: capture, problems } = opened.value;
  const { buildStack } = await import('../lib/stack/build-stack.ts');
  const stack = buildStack(capture, problems);
  if (verbose) printError(`what was not understood of the capture: ${stack.problems.length} lines`);
  return { ok: true, value: { stack, capture } };
}

async function questionAbout(
  stack: Stack,
  { finding: id, device: word }: ReportCommand,
): Promise<Understood<ReportQuestion>> {
  if (id !== undefined) {
    const { findings } = await import('../lib/findings/findings.ts');
    const finding = findings(stack).find((each) => each.id === id);
    if (finding) return { ok: true, value: { kind: 'finding', stack, finding } };
    const reason = `no finding has the id ${printableHostText(id)}; dmscope findings lists them`;
    return { ok: false, reason };
  }
  if (word === undefined) return { ok: true, value: { kind: 'host', stack } };
  const { findOneDevice } = await import('./find-one-device.ts');
  const device = findOneDevice(stack, word);
  return device.ok ? { ok: true, value: { kind: 'device', stack, device: device.value } } : device;
}

async function openRun(id: string, command: ReportCommand): Promise<Opened> {
  const read = await readRun(id);
  if (!read.ok) return read;
  const stack = await stackOfHost(read.value.host, command);
  return { ok: true, value: { question: { kind: 'run', stack, run: read.value }, capture: null } };
}

type ReadRun =
  | { readonly ok: true; readonly value: Run }
  | { readonly ok: false; readonly reason: string; readonly isUsageError: boolean };

async function readRun(id: string): Promise<ReadRun> {
  const { database, whyNoDatabase } = await import('../server/database/open-database.ts');
  const { openJournal } = await import('../server/runs/journal.ts');
  try {
    const run = await openJournal(await database()).run(id);
    if (run) return { ok: true, value: run };
    const reason = `the journal has no run ${printableHostText(id)}; dmscope runs lists them`;
    return { ok: false, reason, isUsageError: true };
  } catch (error) {
    const reason = `the journal cannot be read: ${whyNoDatabase(error)}`;
    return { ok: false, reason, isUsageError: false };
  }
}

/** The journal alone is enough for a report; how to keep a cause from coming back takes all of the host as it is now. */
async function stackOfHost(host: string, command: ReportCommand): Promise<Stack | null> {
  const opened = await openEvidence(command);
  if (opened.ok && opened.value.stack.host.name === host) return opened.value.stack;
  const why = opened.ok ? `that is ${printableHostText(opened.value.stack.host.name)}` : opened.reason;
  printError(`without prevention advice, which takes a look at the run's host as it is now: ${why}`);
  return null;
}
