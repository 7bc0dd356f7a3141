import { shownDevNo } from '../../block/dev-no.ts';
import { ORIGIN_WORDS } from '../../import/origin.ts';
import type { Host } from '../../stack/stack.ts';
import { printableHostText } from '../../text/host-text.ts';
import { utcText } from '../../text/time-text.ts';
import type { Block, Fact, Writing } from '../block.ts';
import type { Report } from '../report.ts';
import { findingBlocks, isSummarised, preventionBlocks } from './findings.ts';
import { journalBlocks } from './journal.ts';
import { planBlocks } from './plan.ts';
import { rawBlocks } from './raw-lines.ts';
import { stateBlocks } from './states.ts';
import { summaryBlocks } from './summary.ts';

/** A report in words, in the order in which it is read: what it says first, what proves it last. */
export function writingOf(report: Report): Writing {
  const sections: readonly (readonly [string, readonly Block[]])[] = [
    ['Summary', summaryBlocks(report)],
    [statesHeading(report), stateBlocks(report)],
    [findingsHeading(report), findingBlocks(report)],
    ['Plan', report.plan ? planBlocks(report.plan) : []],
    ['Journal', report.subject.kind === 'run' ? journalBlocks(report.subject.run) : []],
    ['Prevention', preventionBlocks(report.findings)],
    ['Raw lines', rawBlocks(report.lines)],
  ];
  return {
    title: titleOf(report),
    facts: [...hostFacts(report.host), ...subjectFacts(report), ...reportFacts(report)],
    blocks: sections.flatMap(([heading, blocks]): readonly Block[] =>
      blocks.length === 0 ? [] : [{ kind: 'section', heading, blocks }],
    ),
  };
}

function titleOf({ subject, host }: Report): string {
  switch (subject.kind) {
    case 'host':
      return `Block devices of ${printableHostText(host.name)}`;
    case 'finding':
      return subject.finding.title;
    case 'device':
      return `What holds ${printableHostText(subject.device.name)}`;
    case 'run':
      return subject.run.plan.title;
    default:
      return subject satisfies never;
  }
}

function statesHeading({ states, subject }: Report): string {
  if (states.length > 1) return 'Before and after';
  return subject.kind === 'host' ? 'All devices' : 'Device stack';
}

function findingsHeading({ findings, subject }: Report): string {
  if (findings.length > 1) return 'Findings';
  return isSummarised(subject) ? 'Evidence' : 'Finding';
}

function hostFacts(host: Host): readonly Fact[] {
  const { kernel, dmVersion, dmLibraryVersion, lvm, origin } = host;
  return told([
    ['Host', host.name],
    ['Seen', utcText(host.timeSeconds * 1000)],
    ['Kernel', kernel],
    ['Device-mapper', dmVersion === '' ? '' : `driver ${dmVersion}`],
    ['dmsetup', dmLibraryVersion],
    ['LVM', lvm?.config?.version ?? ''],
    ['Made from', origin === null ? '' : `${ORIGIN_WORDS[origin.kind]} (${origin.name})`],
    ['It does not tell', origin?.missing.join('; ') ?? ''],
  ]);
}

function subjectFacts({ subject, plan }: Report): readonly Fact[] {
  switch (subject.kind) {
    case 'host':
      return [];
    case 'finding':
      return told([
        ['Finding', subject.finding.id],
        ['Plan', plan === null ? '' : plan.fingerprint.slice(0, 16)],
      ]);
    case 'device':
      return told([
        ['Device', `${shownDevNo(subject.device.devNo)} ${subject.device.kname ?? ''}`.trimEnd()],
      ]);
    case 'run': {
      const { id, who, beganAtMs, endedAtMs, plan: planned } = subject.run;
      return told([
        ['Run', id],
        ['By', `${who.name} (${who.via})`],
        ['Began', utcText(beganAtMs)],
        ['Ended', endedAtMs === null ? '' : utcText(endedAtMs)],
        ['Plan', planned.fingerprint.slice(0, 16)],
      ]);
    }
    default:
      return subject satisfies never;
  }
}

function reportFacts({ madeBy, isRedacted }: Report): readonly Fact[] {
  const redacted = 'host names, UUIDs, serial numbers, labels, names and paths are replaced';
  return told([
    ['Made by', madeBy],
    ['Redacted', isRedacted ? redacted : ''],
  ]);
}

/** What the capture does not tell is left out. */
function told(facts: readonly (readonly [string, string])[]): readonly Fact[] {
  return facts.flatMap(([name, value]) => (value === '' ? [] : [{ name, value: printableHostText(value) }]));
}
