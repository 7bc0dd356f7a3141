/**
 * Recordings: for each state of each scenario the capture that the project's own collector takes, and next to it what
 * dmsetup itself prints, at the same moment. They are the fixtures of tests that need no kernel.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootGuest, type Guest } from './guest.ts';
import { COLLECTOR, PEEK_ENV } from './peek-in-guest.ts';
import { findScenario, listScenarios, type ScenarioDescription } from './scenario.ts';

const COLLECT = `env ${PEEK_ENV} sh ${COLLECTOR}`;
const TREE = 'dmsetup --manglename none ls --tree';
/** Small enough to keep in the repository. */
const ENV = { N: '50', DEPTH: '20', LAYERS: '5' };

/** Writes DIR/SCENARIO-STATE.capture and .tree.txt for these scenarios, all of them when none is named. */
export async function record(dir: string, names: readonly string[]): Promise<number> {
  mkdirSync(dir, { recursive: true });
  const wanted = names.length > 0 ? names.flatMap((name) => findScenario(name) ?? []) : listScenarios();
  for (const scenario of wanted) await recordScenario(dir, scenario);
  return 0;
}

async function recordScenario(dir: string, { name, states }: ScenarioDescription): Promise<void> {
  const guest = await bootGuest({ name: `record-${name}`, limitMs: 3_600_000 });
  try {
    for (const [i, state] of states.entries()) {
      if (i === 0) await guest.build(name, state, { env: ENV });
      else await guest.advance(state);
      await recordState(guest, join(dir, `${name}-${state}`));
    }
  } finally {
    await guest.down();
  }
}

async function recordState(guest: Guest, path: string): Promise<void> {
  const capture = await guest.run(COLLECT, { timeoutMs: 600_000 });
  const tree = await guest.run(TREE);
  if (capture.exitStatus !== 0)
    throw new Error(`the collector ended with ${capture.exitStatus}: ${capture.stderr}`);
  if (tree.exitStatus !== 0) throw new Error(`dmsetup ended with ${tree.exitStatus}: ${tree.stderr}`);
  writeFileSync(`${path}.capture`, capture.stdout);
  writeFileSync(`${path}.tree.txt`, tree.stdout);
  console.log(`${path}.capture`);
}
