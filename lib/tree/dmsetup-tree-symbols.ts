import type { TreeSymbols } from './tree-options.ts';

/** The pieces that a tree's guide lines are made of. */
export type GuideSymbols = {
  readonly empty: string;
  readonly branch: string;
  readonly vertical: string;
  readonly last: string;
  /** Between two devices on one line (`compact`): the only or last child. */
  readonly single: string;
  /** The same, with more children to come. */
  readonly first: string;
};

/** VT100's line-drawing set, switched on and off around each piece; the escapes count as width. */
const vt100 = (letters: string) => `\x1b(0\x0f${letters}\x1b(B`;

export const GUIDE_SYMBOLS: Readonly<Record<TreeSymbols, GuideSymbols>> = {
  ascii: { empty: '  ', branch: '|-', vertical: '| ', last: '`-', single: '---', first: '-+-' },
  utf: { empty: '  ', branch: '├─', vertical: '│ ', last: '└─', single: '───', first: '─┬─' },
  vt100: {
    empty: '  ',
    branch: vt100('tq'),
    vertical: `${vt100('x')} `,
    last: vt100('mq'),
    single: vt100('qqq'),
    first: vt100('qwq'),
  },
};
