import { parseMdstat } from '../block/parse-mdstat.ts';
import { parseMountinfo } from '../block/parse-mountinfo.ts';
import { parsePartitions } from '../block/parse-partitions.ts';
import { parseSwaps } from '../block/parse-swaps.ts';
import type { Section } from '../capture/capture.ts';
import type { Parsed } from '../problem.ts';
import { importedSection } from './imported-section.ts';
import type { KnownOutput } from './read-outputs.ts';

/**
 * Outputs that the collector prints as they are stay as they are: they tell more than the facts that are joined, such as file systems of
 * no device, swap files, or the options of mounts. Only where every line of them is read.
 */
export function exactSections(
  read: readonly KnownOutput[],
): readonly (Section & { readonly isExact: true })[] {
  return read.flatMap(({ reading, output }) => {
    const exact = EXACT[reading.kind];
    const text = output.lines.map((line) => `${line.text}\n`).join('');
    if (!exact || exact.parse(text).problems.length > 0 || !isAll(reading, exact)) return [];
    const section = importedSection(exact.name, text, { command: reading.command, note: output.path });
    return [{ ...section, isExact: true as const }];
  });
}

/** A partition table that was grepped tells of less, and nothing wrong. */
function isAll({ whole }: KnownOutput['reading'], exact: Exact): boolean {
  return exact.whole === null || whole.includes(exact.whole);
}

type Exact = {
  readonly name: string;
  readonly parse: (text: string) => Parsed<unknown>;
  readonly whole: KnownOutput['reading']['whole'][number] | null;
};

const EXACT: Partial<Record<KnownOutput['reading']['kind'], Exact>> = {
  mountinfo: { name: 'mountinfo', parse: (text) => parseMountinfo(text), whole: 'mounts' },
  swaps: { name: 'proc-swaps', parse: (text) => parseSwaps(text), whole: 'swaps' },
  mdstat: { name: 'proc-mdstat', parse: (text) => parseMdstat(text), whole: 'arrays' },
  partitions: { name: 'proc-partitions', parse: (text) => parsePartitions(text), whole: null },
};
