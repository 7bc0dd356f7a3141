/**
 * A report is made in the browser, by the code that makes it on the command line: of the same capture it is the same file
 * to the byte, and what was opened from a file is never sent anywhere. Loaded when somebody asks for a report.
 */
import type { Capture } from '../../lib/capture/capture.ts';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { Finding } from '../../lib/findings/finding.ts';
import { findings } from '../../lib/findings/findings.ts';
import { reportName } from '../../lib/report/report-name.ts';
import type { ReportQuestion } from '../../lib/report/report-of.ts';
import { reportText } from '../../lib/report/report-text.ts';
import type { Run } from '../../lib/run/run.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { deviceOf } from '../../lib/stack/index-stack.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import { encodeHostText } from '../../lib/text/host-text.ts';
import manifest from '../../package.json' with { type: 'json' };

/** What a report is asked of, as the page has it. */
export type ReportAbout =
  | { readonly kind: 'host' }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'device'; readonly device: Device }
  | { readonly kind: 'run'; readonly run: Run };

/** What a report is made from. */
export type Evidence = { readonly capture: Capture; readonly stack: Stack };

export type ReportFormat = 'html' | 'md' | 'svg' | 'png';

export type ReportFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

type Wanted = { readonly format: ReportFormat; readonly isRedacted: boolean };

const TYPES: Readonly<Record<ReportFormat, string>> = {
  html: 'text/html',
  md: 'text/markdown',
  svg: 'image/svg+xml',
  png: 'image/png',
};

export function evidenceOf(capture: Capture): Evidence {
  return { capture, stack: buildStack(capture) };
}

export async function makeReport(
  about: ReportAbout,
  { capture, stack }: Evidence,
  { format, isRedacted }: Wanted,
): Promise<Understood<ReportFile>> {
  const asked = questionAbout(about, stack);
  if (!asked.ok) return asked;
  const question = asked.value;
  const text = reportText(question, format === 'png' ? 'svg' : format, {
    madeBy: `dmscope ${manifest.version}`,
    isRedacted,
    capture: question.kind === 'run' ? null : capture,
    picture: null,
  });
  if (!text.ok) return text;
  const bytes = format === 'png' ? await drawn(text.value) : encodeHostText(text.value);
  const name = `${reportName(question, isRedacted)}.${format}`;
  return { ok: true, value: { name, type: TYPES[format], bytes } };
}

async function drawn(svg: string): Promise<Uint8Array> {
  const { pngOfSvg } = await import('./png-of-svg.ts');
  return pngOfSvg(svg);
}

/** The capture may be a moment younger than what is on the page. */
function questionAbout(about: ReportAbout, stack: Stack): Understood<ReportQuestion> {
  switch (about.kind) {
    case 'host':
      return { ok: true, value: { kind: 'host', stack } };
    case 'finding': {
      const finding = findingIn(stack, about.finding);
      if (finding) return { ok: true, value: { kind: 'finding', stack, finding } };
      return { ok: false, reason: 'the host no longer has this finding' };
    }
    case 'device': {
      const device = deviceOf(stack, about.device.identity);
      if (device) return { ok: true, value: { kind: 'device', stack, device } };
      return { ok: false, reason: 'the host no longer has this device' };
    }
    case 'run': {
      const { run } = about;
      return { ok: true, value: { kind: 'run', stack: stack.host.name === run.host ? stack : null, run } };
    }
    default:
      return about satisfies never;
  }
}

/** Some findings take two looks, and are not in one capture: the page's own stands as long as its devices are there. */
function findingIn(stack: Stack, finding: Finding): Finding | null {
  const found = findings(stack).find(({ id }) => id === finding.id);
  if (found) return found;
  const names = new Map(stack.devices.map(({ devNo, name }) => [devNo, name]));
  return finding.devices.every(({ devNo, name }) => names.get(devNo) === name) ? finding : null;
}
