/**
 * `lsblk -M` prints a device that stands on several once, outside of the tree, and draws a line from all of those to it at the left
 * edge, three characters a group: `┌┈▶` `├┈▶` `└┬▶` at its bases, ` ├┈` ` └┈` at what stands on them; with `-i`, `,->` `|->` `'->` `` `- ``.
 */
const GROUP_WIDTH = 3;
const MEMBER = /[▶>]$/;
const CHILD = /^ [├└|`][┈-]/;

/** Width of the left edge, from where the title NAME stands; 0 for a tree that was not merged. */
export function mergedEdgeWidth(nameStart: number, lines: readonly string[]): number {
  if (nameStart % GROUP_WIDTH !== 1 || nameStart < GROUP_WIDTH) return 0;
  return lines.some((line) => /┈▶|┬▶|->/.test(line.slice(0, nameStart))) ? nameStart : 0;
}

/** For each row its bases, by their index, where a line at the left edge leads to them; null for all others. */
export function mergedBases(edges: readonly string[]): readonly (readonly number[] | null)[] {
  const groups: number[][] = [];
  return edges.map((edge, row) => {
    let bases: readonly number[] | null = null;
    for (let at = 0; at + GROUP_WIDTH <= edge.length; at += GROUP_WIDTH) {
      const sign = edge.slice(at, at + GROUP_WIDTH);
      const group = groups[at] ?? [];
      if (MEMBER.test(sign)) groups[at] = /^[┌,]/.test(sign) ? [row] : [...group, row];
      else if (CHILD.test(sign) && group.length > 0) bases = [...(bases ?? []), ...group];
    }
    return bases;
  });
}
