import type { DevNo } from '../block/dev-no.ts';
import { type RowKey, rowKey } from './rows.ts';
import type { Forest } from './unfold.ts';

/**
 * Keys of the rows from a root down to a device, itself last: by the first of its places at every step. Null when the
 * forest does not have it. To bring a device into view, open all but the last.
 */
export function pathTo(forest: Forest, devNo: DevNo): readonly RowKey[] | null {
  const root = forest.roots.find((device) => device.devNo === devNo);
  const chain = root ? [root] : climb(forest, devNo);
  if (chain === null) return null;
  let key = 0;
  return chain.map((device) => {
    key = rowKey(key, device);
    return key;
  });
}

function climb(forest: Forest, devNo: DevNo) {
  const first = forest.above.get(devNo)?.[0];
  const self = first && forest.below.get(first.device.devNo)?.find((branch) => branch.device.devNo === devNo);
  if (!first || !self) return null;
  const chain = [self.device];
  for (let above = first; above; ) {
    chain.push(above.device);
    const next = forest.above.get(above.device.devNo)?.[0];
    if (!next) break;
    above = next;
  }
  return chain.reverse();
}
