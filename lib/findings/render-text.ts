import { shownDevNo } from '../block/dev-no.ts';
import type { Evidence, Finding, FindingDevice, Severity } from './finding.ts';
import { preventionLines } from './prevention/render-text.ts';
import { asItem, wrap } from './wrap.ts';

/**
 * Findings as text that is read at three in the morning in a terminal of 80 columns, or pasted into a report: what it
 * is, on which devices, why dmscope says so, what it leads to, how to fix it. `none` when there are none.
 */
export function renderFindings(found: readonly Finding[]): string {
  if (found.length === 0) return 'none\n';
  const told = new Map<string, string>();
  const texts = found.map((finding) => {
    const prevention = finding.prevention ? preventionLines(finding.prevention, TEXT_WIDTH) : [];
    const key = prevention.join('\n');
    const before = told.get(key);
    if (before === undefined && key !== '') told.set(key, finding.id);
    return render(finding, before === undefined ? prevention : wrap(`as with ${before}`, TEXT_WIDTH));
  });
  return `${texts.join('\n\n')}\n`;
}

const WIDTH = 80;
const INDENT = '          ';
const TEXT_WIDTH = WIDTH - INDENT.length;
/** A device in a list of hundreds is not read. */
const MOST_DEVICES = 12;

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  warning: 'WARNING',
  notice: 'NOTICE',
};

/** What was not checked, as lines below the findings; nothing when all was. */
export function renderNotChecked(notChecked: readonly string[]): string {
  if (notChecked.length === 0) return '';
  return `\nNot checked, since the capture does not tell:\n${notChecked.flatMap((words) => asItem(words, TEXT_WIDTH)).join('\n')}\n`;
}

/** `prevention`: its lines, or the word that they stand under another finding. */
function render(finding: Finding, prevention: readonly string[]): string {
  return [
    ...wrapped(finding.title, SEVERITIES[finding.severity]),
    ...labelled('devices', deviceLines(finding.devices)),
    ...labelled('because', evidenceLines(finding.evidence)),
    ...wrapped(finding.consequence, '  so'),
    ...labelled(
      'do',
      finding.advice.flatMap((sentence) => asItem(sentence, TEXT_WIDTH)),
    ),
    ...labelled(
      'not yet',
      notYet(finding).flatMap((sentence) => asItem(sentence, TEXT_WIDTH)),
    ),
    ...wrapped(fixOf(finding), '  fix'),
    ...labelled('prevent', prevention),
  ].join('\n');
}

function fixOf({ id, intent, refusals }: Finding): string {
  if (!intent) return `by hand (${id})`;
  return refusals.length > 0 ? `dmscope clean ${id}, once that is resolved` : `dmscope clean ${id}`;
}

/** Why its plan is refused; the plan itself has all of it. */
const MOST_REFUSALS = 4;

function notYet({ refusals }: Finding): readonly string[] {
  const rest = refusals.length - MOST_REFUSALS;
  return rest > 1 ? [...refusals.slice(0, MOST_REFUSALS), `and ${rest} more reasons`] : refusals;
}

function deviceLines(devices: readonly FindingDevice[]): readonly string[] {
  const rest = devices.length - MOST_DEVICES;
  const shown = rest > 1 ? devices.slice(0, MOST_DEVICES) : devices;
  const numbers = Math.max(0, ...shown.map(({ devNo }) => shownDevNo(devNo).length));
  const parts = Math.max(0, ...shown.map(({ part }) => part.length));
  const lines = shown.map(
    ({ devNo, name, part }) => `${shownDevNo(devNo).padEnd(numbers)}  ${part.padEnd(parts)}  ${name}`,
  );
  return rest > 1 ? [...lines, `and ${rest} more`] : lines;
}

/** Under the section they are from, so that a line stands as the host printed it. */
function evidenceLines(evidence: readonly Evidence[]): readonly string[] {
  const sections = new Map<string, string[]>();
  for (const { section, quote } of evidence) {
    const lines = wrap(quote, TEXT_WIDTH - 4).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`);
    sections.set(section, [...(sections.get(section) ?? []), ...lines]);
  }
  return [...sections].flatMap(([section, lines]) => [`${section}:`, ...lines]);
}

function wrapped(text: string, label: string): readonly string[] {
  return labels(wrap(text, TEXT_WIDTH), label);
}

function labelled(label: string, lines: readonly string[]): readonly string[] {
  return labels(lines, `  ${label}`);
}

function labels(lines: readonly string[], label: string): readonly string[] {
  return lines.map((line, i) => `${(i === 0 ? label : '').padEnd(INDENT.length)}${line}`);
}
