import { readFileSync } from 'node:fs';
import type { Capture } from '../capture/capture.ts';
import { readCapture } from '../capture/read-capture.ts';
import type { Finding } from '../findings/finding.ts';
import { findings } from '../findings/findings.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { writingOf } from './content/writing-of.ts';
import { renderHtml } from './render-html.ts';
import { renderMarkdown } from './render-markdown.ts';
import { type ReportQuestion, reportOf } from './report-of.ts';

export type Recorded = {
  readonly capture: Capture;
  readonly stack: Stack;
  readonly found: readonly Finding[];
};

export const S1 = new URL('../../server/recordings/s1-leaked.capture', import.meta.url);

/** A recorded capture, and what stands in it. `edit` changes its text before it is read. */
export function recorded(file: URL, edit: (text: string) => string = (text) => text): Recorded {
  const { value } = readCapture(readFileSync(file));
  if (!value) throw new Error(`there is no capture in ${file.pathname}`);
  const sections = [...value.sections].map(([name, section]) => [
    name,
    { ...section, text: edit(section.text) },
  ]);
  const capture: Capture = { ...value, sections: new Map(sections as [string, never][]) };
  const stack = buildStack(capture);
  return { capture, stack, found: findings(stack) };
}

export function inCase(name: string): URL {
  return new URL(`../../e2e/cases/${name}/capture`, import.meta.url);
}

export type Written = { readonly html: string; readonly md: string };

export function written(question: ReportQuestion, capture: Capture | null, isRedacted = false): Written {
  const report = reportOf(question, { madeBy: 'dmscope', isRedacted, capture });
  if (!report) throw new Error('there is nothing to report on');
  const writing = writingOf(report);
  return { html: renderHtml(writing), md: renderMarkdown(writing) };
}

/** The first finding of a capture. */
export function writtenFinding({ stack, found: [finding], capture }: Recorded, isRedacted = false): Written {
  if (!finding) throw new Error('there is no finding');
  return written({ kind: 'finding', stack, finding }, capture, isRedacted);
}

/** What a guest may call its volume group: markup, quotes, fences, marks that turn text. */
export const HOSTILE = '<img/src=x/onerror=alert(1)>&quot;"```\u202e';

/** A report in which every device, and the finding, is called so. */
export function hostileReport(): Written {
  const { capture, stack, found } = recorded(S1);
  const [finding] = found;
  if (!finding) throw new Error('there is no finding');
  const named = { ...finding, title: HOSTILE, consequence: `it is\n${HOSTILE}` };
  const devices = stack.devices.map((device) => ({ ...device, name: `${HOSTILE}\n${'`'.repeat(4)}\n` }));
  return writtenFinding({ capture, stack: { ...stack, devices }, found: [named] });
}
