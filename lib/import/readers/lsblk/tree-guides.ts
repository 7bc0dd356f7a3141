/**
 * The lines that lsblk draws before a name, two characters a level: `├─` `└─` `│ `, with `-i` `|-` `` `- `` `| `, and what remains of
 * them where UTF-8 was lost on the way.
 */
export type TreeGuides = {
  readonly length: number;
  readonly depth: number;
  /** Of each level but the last: whether the one above there has further siblings; null where it cannot be seen. */
  readonly openAbove: readonly (boolean | null)[];
  readonly hasSiblings: boolean | null;
};

const GUIDES = /^((?:[│|?â] | {2})*)([├└|`'+?â][─\-?â])/;
const ONLY_VERTICALS = /^[\s│|┆?â]*$/;

const NONE: TreeGuides = { length: 0, depth: 0, openAbove: [], hasSiblings: false };

export function readGuides(text: string): TreeGuides {
  const [all, verticals = '', branch = ''] = GUIDES.exec(text) ?? [];
  if (all === undefined) return NONE;
  const openAbove: (boolean | null)[] = [];
  for (let at = 0; at < verticals.length; at += 2) openAbove.push(isOpen(verticals[at] ?? '', ' ', '│|'));
  return {
    length: all.length,
    depth: all.length / 2,
    openAbove,
    hasSiblings: isOpen(branch[0] ?? '', "└`'", '├|'),
  };
}

function isOpen(sign: string, closed: string, open: string): boolean | null {
  return open.includes(sign) ? true : closed.includes(sign) ? false : null;
}

/** Guides without a name: of a further line of the row above. */
export function hasOnlyVerticals(text: string): boolean {
  return ONLY_VERTICALS.test(text);
}
