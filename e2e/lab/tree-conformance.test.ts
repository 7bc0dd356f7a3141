import { treeRequests } from './option-lists.ts';
import { listScenarios } from './scenario.ts';
import { isForEveryDay, testTrees } from './tree-conformance.ts';

for (const scenario of listScenarios()) {
  if (isForEveryDay(scenario)) testTrees(scenario, (state) => treeRequests(state.startsWith('raw')));
}
