import type { TreeLabel } from './tree-label.ts';

/**
 * Labels that the edge of a terminal cut, made whole where the text tells how: a name that was cut is the whole one that begins
 * so, if only one does, and a number that was cut is that of the same name.
 */
export function wholeLabels(labels: readonly TreeLabel[]): (label: TreeLabel) => TreeLabel {
  const whole = new Map<string, TreeLabel>();
  for (const label of labels) {
    if (label.isNameCut || label.name === '') continue;
    if (!whole.get(label.name)?.devNo) whole.set(label.name, label);
  }
  const names = [...whole.keys()].sort();
  return (label) => {
    if (label.devNo !== null || !label.isCut || label.name === '') return label;
    const same = whole.get(label.name);
    if (same || !label.isNameCut) return same ?? label;
    const at = firstNotBefore(names, label.name);
    const [only, another] = [names[at], names[at + 1]];
    const isOne = only?.startsWith(label.name) && !another?.startsWith(label.name);
    return (isOne && whole.get(only ?? '')) || { ...label, name: `${label.name}...` };
  };
}

/** Where in sorted names those that begin with `start` begin. */
function firstNotBefore(names: readonly string[], start: string): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
