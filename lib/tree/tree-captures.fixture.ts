import { readdirSync, readFileSync } from 'node:fs';
import type { Section } from '../capture/capture.ts';
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Stack } from '../stack/stack.ts';

/** What a real dmsetup printed, and how it was asked. */
export type RecordedTree = {
  readonly options: string;
  /** Columns of the terminal it was on, if any. */
  readonly columns: number | null;
  /** False where the locale was C. */
  readonly isUtf8: boolean;
  /** `--manglename none`. */
  readonly isRaw: boolean;
  /** Of a very long tree, only `BYTES SHA256\n`. */
  readonly isDigest: boolean;
  readonly text: string;
};

export type RecordedState = {
  readonly state: string;
  readonly stack: Stack;
  readonly trees: readonly RecordedTree[];
};

const FOLDER = new URL('./fixtures/', import.meta.url);

/**
 * lib/tree/fixtures: captures of real kernels in which a section `ls-tree[;raw][;ascii][;tty=N][;sha256][:OPTIONS]` holds
 * what `dmsetup ls --tree -o OPTIONS` printed then.
 */
export function recordedStates(): readonly RecordedState[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.capture'))
    .sort()
    .map((file) => {
      const capture = readCapture(readFileSync(new URL(file, FOLDER))).value;
      if (!capture) throw new Error(`${file} is no capture`);
      const trees = [...capture.sections.values()].flatMap(readTree);
      return { state: file.replace('.capture', ''), stack: buildStack(capture), trees };
    });
}

function readTree(section: Section): readonly RecordedTree[] {
  const match = /^ls-tree((?:;[a-z0-9=]+)*)(?::(.*))?$/.exec(section.name);
  if (!match) return [];
  const marks = (match[1] ?? '').split(';');
  const columns = marks.find((mark) => mark.startsWith('tty='));
  return [
    {
      options: match[2] ?? '',
      columns: columns ? Number(columns.slice(4)) : null,
      isUtf8: !marks.includes('ascii'),
      isRaw: marks.includes('raw'),
      isDigest: marks.includes('sha256'),
      text: section.text,
    },
  ];
}
