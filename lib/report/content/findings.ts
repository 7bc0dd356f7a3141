import type { Evidence, Finding } from '../../findings/finding.ts';
import type { Prevention } from '../../findings/prevention/prevention.ts';
import { printableHostText } from '../../text/host-text.ts';
import type { Block } from '../block.ts';
import type { Report, Subject } from '../report.ts';
import { SEVERITIES } from './summary.ts';

/** A device in a list of hundreds is not read. */
const DEVICES_AT_MOST = 24;
/** Of a host with hundreds, the worst. */
const FINDINGS_AT_MOST = 40;

/** Of the one that the report is about, title and consequence stand in the summary. */
export function findingBlocks({ findings, subject }: Report): readonly Block[] {
  const [only] = findings;
  if (only && findings.length === 1 && isSummarised(subject)) return blocksOf(only);
  const sections = findings.slice(0, FINDINGS_AT_MOST).map(
    (finding): Block => ({
      kind: 'section',
      heading: `${SEVERITIES[finding.severity]}: ${finding.title}`,
      blocks: [...blocksOf(finding), { kind: 'paragraph', text: finding.consequence }, ...fixOf(finding)],
    }),
  );
  const rest = findings.length - sections.length;
  if (rest === 0) return sections;
  return [
    ...sections,
    { kind: 'paragraph', text: `${rest} more are left out: dmscope findings lists them.` },
  ];
}

/** A report on one finding, or on the run that fixed one. */
export function isSummarised({ kind }: Subject): boolean {
  return kind === 'finding' || kind === 'run';
}

function blocksOf(finding: Finding): readonly Block[] {
  return [devicesTable(finding), ...evidenceBlocks(finding.evidence)];
}

function fixOf({ id, intent, refusals, advice }: Finding): readonly Block[] {
  const text = intent ? `To fix it: dmscope clean ${id}` : `It has to be fixed by hand. Its id is ${id}.`;
  const items = advice.map(printableHostText);
  const inTheWay: readonly Block[] =
    refusals.length > 0
      ? [
          { kind: 'paragraph', text: 'Not yet, because:' },
          { kind: 'list', items: refusals.map(printableHostText) },
        ]
      : [];
  return [
    ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
    { kind: 'paragraph', text },
    ...inTheWay,
  ];
}

function devicesTable({ devices }: Finding): Block {
  const rest = devices.length - DEVICES_AT_MOST;
  const shown = rest > 1 ? devices.slice(0, DEVICES_AT_MOST) : devices;
  const rows = shown.map(({ devNo, part, name }) => [devNo, part, name]);
  const more = rest > 1 ? [['', '', `and ${rest} more`]] : [];
  return {
    kind: 'table',
    caption: 'Devices',
    head: ['Number', 'What it is', 'Name'],
    rows: [...rows, ...more],
    codeColumn: 2,
  };
}

/** Under the section they are from, so that a line stands as the host printed it. */
function evidenceBlocks(evidence: readonly Evidence[]): readonly Block[] {
  return [...Map.groupBy(evidence, ({ section }) => section)].map(([section, its]) => ({
    kind: 'code',
    label: `Evidence from ${section}`,
    lines: its.map(({ quote }) => printableHostText(quote)),
    isShown: true,
  }));
}

/** What keeps it from coming back, once for all findings that it goes for. */
export function preventionBlocks(found: readonly Finding[]): readonly Block[] {
  const known = new Map<string, { readonly prevention: Prevention; readonly titles: string[] }>();
  for (const { prevention, title } of found) {
    if (prevention === null) continue;
    const key = JSON.stringify(prevention);
    const before = known.get(key);
    if (before) before.titles.push(title);
    else known.set(key, { prevention, titles: [title] });
  }
  const several = [...known.values()];
  if (several.length === 1) return several.flatMap(({ prevention }) => preventionOf(prevention));
  return several.map(({ prevention, titles: [first = ''] }) => ({
    kind: 'section',
    heading: first,
    blocks: preventionOf(prevention),
  }));
}

function preventionOf({ sentences, table, steps }: Prevention): readonly Block[] {
  const blocks: Block[] = [{ kind: 'list', items: sentences.map(printableHostText) }];
  if (table)
    blocks.push({ kind: 'table', caption: 'What LVM does with a guest’s PV', ...table, codeColumn: null });
  if (steps.length === 0) return blocks;
  blocks.push({
    kind: 'steps',
    steps: steps.map(({ sentence, where, lines }) => ({
      text: sentence,
      blocks:
        lines.length === 0
          ? []
          : [
              {
                kind: 'code',
                label: `In ${where}`,
                lines: lines.map(untabbed).map(printableHostText),
                isShown: true,
              },
            ],
    })),
  });
  return blocks;
}

function untabbed(line: string): string {
  return line.replaceAll('\t', '    ');
}
