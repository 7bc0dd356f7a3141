import { treeRequests } from './option-lists.ts';
import { listScenarios } from './scenario.ts';
import { isForEveryDay, testTrees } from './tree-conformance.ts';

/** Of what was made to vary what is found, taken down or read, a few ways to ask for the tree; of the others all. */
const REQUESTS = ['', 'inverted', 'active,rw,open,uuid,blkdevname,notrunc'].map(
  (options) => `C.UTF-8 auto ${options}`,
);
const MADE_FOR_OTHERS = /^(findings-|side-by-side$|lvm-on-disk$)/;

for (const scenario of listScenarios()) {
  const requests = MADE_FOR_OTHERS.test(scenario.name) ? REQUESTS : treeRequests(false);
  if (!isForEveryDay(scenario)) testTrees(scenario, () => requests);
}
