import { printableHostText } from '../../text/host-text.ts';
import type { Block } from '../block.ts';
import type { Report } from '../report.ts';

/** What the host's own tools said of the devices, to check the rest by. */
export function rawBlocks(sections: Report['lines']): readonly Block[] {
  if (sections === null || sections.length === 0) return [];
  return sections.map(({ command, lines, leftOut }) => ({
    kind: 'code',
    label: printableHostText(command),
    lines: [
      ...lines.map(({ text }) => printableHostText(columns(text))),
      ...(leftOut > 0 ? [`… and ${leftOut} more lines`] : []),
    ],
    isShown: true,
  }));
}

/** dmsetup is asked to part its columns by a sign that no name holds, and nobody can read. */
function columns(text: string): string {
  return text.replaceAll('\t', '    ').replaceAll('\x1f', '  ').trimEnd();
}
