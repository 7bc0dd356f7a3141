import { listScenarios } from './scenario.ts';
import { isForOtherTests, testTrees } from './tree-conformance.ts';

const REQUESTS = ['', 'inverted', 'active,rw,open,uuid,blkdevname,notrunc'].map(
  (options) => `C.UTF-8 auto ${options}`,
);

for (const scenario of listScenarios()) if (isForOtherTests(scenario)) testTrees(scenario, () => REQUESTS);
