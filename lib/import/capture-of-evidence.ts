import type { Capture, Section } from '../capture/capture.ts';
import type { Problem } from '../problem.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { exactSections } from './exact-sections.ts';
import { hostFacts } from './host-facts.ts';
import { importedSection } from './imported-section.ts';
import { blockSections } from './join/block-sections.ts';
import { dmSections } from './join/dm-sections.ts';
import { healthSections } from './join/health-sections.ts';
import { joinReadings } from './join/join-readings.ts';
import { missingOf } from './join/missing-of.ts';
import { numbered } from './join/numbered.ts';
import { lvmSections } from './lvm-sections.ts';
import { otherMountSections } from './mount-sections.ts';
import { type Origin, originSection } from './origin.ts';
import type { IgnoredIn, KnownOutput } from './read-outputs.ts';
import { copiedAttributes } from './sysfs-copies.ts';
import { udevSection } from './udev-section.ts';

/** What was found in all files that were given. */
export type FoundEvidence = {
  /** What is read as a whole file, or tells of the host. */
  readonly pile: Map<EvidenceKind, Evidence[]>;
  readonly read: KnownOutput[];
  readonly ignored: IgnoredIn[];
};

export type Whence = Pick<Origin, 'kind' | 'name'>;

type Around = { readonly paths: readonly string[]; readonly repeated: readonly string[] };

/** The sections that the collector would have made, as far as the evidence goes; null where it tells of no device. */
export function captureOf(
  { pile, read, ignored }: FoundEvidence,
  { kind, name }: Whence,
  { paths, repeated }: Around,
): { readonly capture: Capture; readonly problems: readonly Problem[] } | null {
  const joined = joinReadings(read.map(({ reading }) => reading));
  const devices = numbered(joined);
  const made = [
    ...dmSections(joined, devices),
    ...blockSections(joined, devices),
    ...healthSections(joined, devices),
  ];
  const exact = exactSections(read);
  const own = (pile.has('mountinfo-other') ? exact : [...made, ...exact]).findLast(
    (section) => section.name === 'mountinfo',
  );
  const others = otherMountSections(pile, own?.text ?? null);
  // The process of the lowest number told what is mounted.
  const isMountsWhole = joined.whole.has('mounts') || others.some((section) => section.name === 'mountinfo');
  const known = isMountsWhole ? { ...joined, whole: new Set([...joined.whole, 'mounts' as const]) } : joined;
  const host = hostFacts(pile, paths);
  const [uname] = pile.get('uname') ?? [];
  const [version] = pile.get('dmsetup-version') ?? [];
  const sections = merged([
    ...copiedAttributes(made, pile),
    ...exact,
    ...udevSection(pile),
    ...others,
    ...lvmSections(pile),
    ...[uname, version].flatMap((from) =>
      from ? [importedSection(from.kind, from.text, { command: from.command, note: from.path })] : [],
    ),
  ]);
  if (!sections.some((section) => TELLING.has(section.name))) return null;
  const origin: Origin = {
    kind,
    name,
    sources: [...new Set(read.map(({ reading }) => reading.command))],
    repeated,
    whole: [...known.whole],
    ignoredLines: ignored.length,
    missing: [...missingOf(known, devices, pile), ...host.missing],
  };
  const all: readonly Section[] = [originSection(origin), ...sections];
  const capture: Capture = {
    sequence: 1,
    timeSeconds: host.timeSeconds,
    reason: 'imported',
    host: host.name,
    durationMs: 0,
    sections: new Map(all.map((section) => [section.name, section])),
  };
  return { capture, problems: [...joined.problems, ...ignored.map(problemOf)] };
}

/** `vgs` alone tells of no device, and may say that a physical volume is missing. */
const TELLING = new Set(['dmsetup-info', 'sysfs', 'lvm-reports']);

/** Of sections of one name what stands in the later ones is added; one that is exact takes the place of the other. */
function merged(sections: readonly (Section & { readonly isExact?: true })[]): readonly Section[] {
  const byName = new Map<string, Section>();
  for (const { isExact, ...section } of sections) {
    const before = byName.get(section.name);
    const text = before && !isExact ? before.text + section.text : section.text;
    byName.set(section.name, { ...section, text });
  }
  return [...byName.values()];
}

function problemOf({ path, at, text, why }: IgnoredIn): Problem {
  return { section: path === '' ? 'text' : path, line: at, message: `Not used: ${why}`, text };
}
