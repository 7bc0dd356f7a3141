import type { DiskReader } from '../../block/byte-source.ts';
import { parseVolumeGroup } from './parse-volume-group.ts';
import { type PvLabel, readLabel } from './read-label.ts';
import { type MetadataText, readMetadataArea } from './read-metadata-area.ts';
import type { LvmGroup } from './volume-group.ts';

/**
 * What a device holds of LVM, read from its bytes alone: nothing is activated, and nothing is written. The newest metadata
 * that is whole is what counts; areas that are damaged, or behind, are said.
 */
export type PvFound =
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged'; readonly reason: string }
  | {
      readonly kind: 'pv';
      readonly label: PvLabel;
      /** Null for a PV of no group, for one that keeps no metadata, and where none is whole. */
      readonly group: LvmGroup | null;
      /** What the group was read from; null without one. */
      readonly metadata: Omit<MetadataText, 'text'> | null;
      /** What is wrong, in words. */
      readonly problems: readonly string[];
    };

const MOST_AREAS = 4;

export function* readPv(): DiskReader<PvFound> {
  const found = yield* readLabel();
  if (found.kind === 'none') return found;
  if (found.kind === 'damaged')
    return {
      kind: 'damaged',
      reason: `the label in sector ${found.sector} cannot be believed: ${found.reason}`,
    };
  const { label } = found;
  const problems: string[] = [];
  let best: { readonly group: LvmGroup; readonly metadata: MetadataText } | null = null;
  if (label.metadataAreas.length > MOST_AREAS)
    problems.push(
      `the label lists ${label.metadataAreas.length} metadata areas; LVM makes two at most, and ${MOST_AREAS} were read`,
    );
  for (const [at, area] of label.metadataAreas.slice(0, MOST_AREAS).entries()) {
    const which = `metadata area ${at + 1} of ${label.metadataAreas.length}`;
    const read = yield* readMetadataArea(area);
    if (!read.ok) problems.push(`${which}: ${read.reason}`);
    if (!read.ok || read.value === null) continue;
    const metadata = read.value;
    const group = parseVolumeGroup(metadata.text);
    if (!group.ok) {
      problems.push(`${which}: its text is not understood: ${group.reason}`);
      continue;
    }
    if (best !== null && best.group.sequence !== group.value.sequence)
      problems.push(behind(which, best.group, group.value));
    if (isBetter({ group: group.value, metadata }, best)) best = { group: group.value, metadata };
  }
  if (best === null) return { kind: 'pv', label, group: null, metadata: null, problems };
  const { text: _, ...metadata } = best.metadata;
  return { kind: 'pv', label, group: best.group, metadata, problems };
}

type Candidate = { readonly group: LvmGroup; readonly metadata: MetadataText };

/** An area that is out of use counts only where there is no other. */
function isBetter(one: Candidate, best: Candidate | null): boolean {
  if (best === null) return true;
  if (one.metadata.isIgnored !== best.metadata.isIgnored) return best.metadata.isIgnored;
  return one.group.sequence > best.group.sequence;
}

function behind(which: string, one: LvmGroup, other: LvmGroup): string {
  const [older, newer] = [one.sequence, other.sequence].sort((a, b) => a - b);
  return `${which}: two areas disagree: one has change ${newer} of the group, the other ${older}`;
}
