import { treeRequests } from './option-lists.ts';
import { listScenarios } from './scenario.ts';
import { isForOtherTests, testTrees } from './tree-conformance.ts';

for (const scenario of listScenarios()) {
  if (!isForOtherTests(scenario)) testTrees(scenario, (state) => treeRequests(state.startsWith('raw')));
}
