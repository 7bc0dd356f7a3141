import type { DevNo } from '../../block/dev-no.ts';
import type { Fate } from '../../diff/stack-diff.ts';
import type { Paint } from '../scene/scene.ts';
import type { Diagram } from './diagram.ts';

export const FATE_WORDS: Readonly<Record<Fate['kind'], string>> = {
  added: '+ added',
  removed: '\u2212 removed',
  changed: '~ changed',
};

/** As the tree has them. */
export const FATE_PAINTS: Readonly<Record<Fate['kind'], Paint>> = {
  added: 'ok',
  removed: 'bad',
  changed: 'accent',
};

/** Points out in a diagram of two stacks what was added, removed and changed: by a tab with a sign, and by the outline. */
export function markFates(diagram: Diagram, fates: ReadonlyMap<DevNo, Fate>): Diagram {
  const nodes = diagram.nodes.map((node) => {
    const fate = fates.get(node.devNo)?.kind;
    return fate === undefined ? node : { ...node, fate, part: FATE_WORDS[fate] };
  });
  return { ...diagram, nodes };
}
