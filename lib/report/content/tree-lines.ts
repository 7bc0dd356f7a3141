import type { Stack } from '../../stack/stack.ts';
import { allTree } from '../../tree/all-tree.ts';
import type { TreeOptions } from '../../tree/tree-options.ts';

/** dmsetup's own look, which reads the same in a mail and in a terminal. */
const OPTIONS: TreeOptions = {
  symbols: 'utf',
  showsDevice: true,
  showsBlkdevname: false,
  showsActive: false,
  showsRw: false,
  showsOpen: false,
  showsUuid: false,
  isCompact: false,
  isInverted: false,
  widthColumns: null,
};

/** An unfolding may be exponential. */
const LINES_AT_MOST = 200;

const MORE = '… the rest of the tree is left out: dmscope tree --all prints it';

/** The tree over everything a device can stand on, as printable lines; with `showsActive`, who is suspended. */
export function treeLines(stack: Stack, showsActive: boolean): readonly string[] {
  const lines: string[] = [];
  let rest = '';
  for (const chunk of allTree(stack, { ...OPTIONS, showsActive })) {
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    if (lines.length > LINES_AT_MOST) return [...lines.slice(0, LINES_AT_MOST), MORE];
  }
  return lines;
}
