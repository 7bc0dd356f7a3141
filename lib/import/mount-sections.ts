import { parseMountinfo } from '../block/parse-mountinfo.ts';
import type { Section } from '../capture/capture.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { importedSection } from './imported-section.ts';

/**
 * What is mounted in other mount namespaces. A sosreport has each process's mountinfo but not which namespace it is in, so
 * processes that see the same devices at the same places are taken for one. Where nothing else tells what the host itself has mounted,
 * the process of the lowest number does: init sees what the host sees.
 */
type Pile = ReadonlyMap<EvidenceKind, readonly Evidence[]>;

export function otherMountSections(
  pile: Pile,
  own: string | null,
): readonly (Section & { readonly isExact?: true })[] {
  const others = [...(pile.get('mountinfo-other') ?? [])].sort((a, b) => pidOf(a) - pidOf(b));
  const [first] = others;
  if (first === undefined) return [];
  const seen = new Set([viewOf(own ?? first.text)]);
  const bodies: string[] = [];
  const pids: number[] = [];
  for (const other of others) {
    const view = viewOf(other.text);
    if (seen.has(view)) continue;
    seen.add(view);
    pids.push(pidOf(other));
    bodies.push(`pid=${pidOf(other)} ns=${seen.size}\n${deviceLines(other.text)}`);
  }
  const command = 'grep /dev/ /proc/PID/mountinfo, one PID of each that sees others';
  const processes = processSection(pile, new Set(pids));
  return [
    ...(own === null
      ? [
          {
            ...importedSection('mountinfo', first.text, { command: first.command, note: first.path }),
            isExact: true as const,
          },
        ]
      : []),
    importedSection('mountinfo-other', bodies.join(''), { command }),
    ...(processes ? [processes] : []),
  ];
}

function pidOf({ path }: Evidence): number {
  return Number(/(\d+)\/[a-z]+$/.exec(path)?.[1] ?? 0);
}

function deviceLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => / - \S+ \/dev\//.test(line))
    .map((line) => `${line}\n`)
    .join('');
}

function viewOf(text: string): string {
  return parseMountinfo(deviceLines(text))
    .value.map(({ devNo, root, mountPoint }) => `${devNo} ${root} ${mountPoint}`)
    .sort()
    .join('\n');
}

/** Of processes that live elsewhere or are stuck: what they are called. */
function processSection(pile: Pile, wanted: ReadonlySet<number>): Section | null {
  const files = pile.get('process-status') ?? [];
  if (files.length === 0) return null;
  const lines = files.flatMap((file) => {
    const kept = file.text.split('\n').filter((line) => /^(Name|State):/.test(line));
    const isStuck = kept.some((line) => /^State:\s*D/.test(line));
    return isStuck || wanted.has(pidOf(file))
      ? kept.map((line) => `/proc/${pidOf(file)}/status:${line}\n`)
      : [];
  });
  return importedSection('processes', lines.join(''), { command: 'grep -H . /proc/PID/status' });
}
