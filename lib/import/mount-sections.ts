import type { LsblkDevice } from '../block/parse-lsblk.ts';
import { parseMountinfo } from '../block/parse-mountinfo.ts';
import type { Section } from '../capture/capture.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { importedSection } from './imported-section.ts';
import { MISSING } from './missing.ts';

/**
 * What is mounted, in every mount namespace. A sosreport has each process's mountinfo but not which namespace it is in, so
 * processes that see the same devices at the same places are taken for one.
 */
type Pile = ReadonlyMap<EvidenceKind, readonly Evidence[]>;

export function mountSections(
  pile: Pile,
  lsblk: readonly LsblkDevice[],
): { readonly sections: readonly Section[]; readonly missing: readonly string[] } {
  const others = [...(pile.get('mountinfo-other') ?? [])].sort((a, b) => pidOf(a) - pidOf(b));
  // The report's own process is a link that an archive keeps and no file; init sees what the host sees.
  const own = pile.get('mountinfo')?.[0] ?? others[0];
  if (own === undefined) return withoutMountinfo(lsblk);
  const sections = [importedSection('mountinfo', own.text, { command: own.command, note: own.path })];
  const seen = new Set([viewOf(own.text)]);
  const bodies: string[] = [];
  const pids: number[] = [];
  for (const other of others) {
    const view = viewOf(other.text);
    if (seen.has(view)) continue;
    seen.add(view);
    pids.push(pidOf(other));
    bodies.push(`pid=${pidOf(other)} ns=${seen.size}\n${deviceLines(other.text)}`);
  }
  if (others.length > 0) {
    const command = 'grep /dev/ /proc/PID/mountinfo, one PID of each that sees others';
    sections.push(importedSection('mountinfo-other', bodies.join(''), { command }));
  }
  const processes = processSection(pile, new Set(pids));
  if (processes) sections.push(processes);
  return { sections, missing: others.length > 0 ? [] : ['what other mount namespaces have mounted'] };
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

/** lsblk shows mount points, though not of which namespace or part of a file system. */
function withoutMountinfo(lsblk: readonly LsblkDevice[]) {
  const lines = lsblk.flatMap(({ devNo, kname, fsType, mountPoints, isReadOnly }) =>
    mountPoints
      .filter((point) => devNo !== null && point.startsWith('/'))
      .map(
        (point) =>
          `1 0 ${devNo} / ${escaped(point)} ${isReadOnly ? 'ro' : 'rw'} - ${escaped(fsType) || 'unknown'} /dev/${kname} rw\n`,
      ),
  );
  if (lines.length === 0) return { sections: [], missing: [MISSING.mounts] };
  const section = importedSection('mountinfo', lines.join(''), { command: 'read back from lsblk' });
  return { sections: [section], missing: ['how things are mounted, and in which namespaces'] };
}

function escaped(text: string): string {
  return text.replace(/[ \t\n\\]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
