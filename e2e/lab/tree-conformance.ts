import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { encodeHostText } from '../../lib/text/host-text.ts';
import { dmsetupTree, type NameMangling } from '../../lib/tree/dmsetup-tree.ts';
import { parseTreeOptions } from '../../lib/tree/tree-options.ts';
import { isThere, missingForLab } from '../setup/requirements.ts';
import { dmsetupTrees, type PrintedTree } from './dmsetup-trees.ts';
import { bootGuest, type Guest } from './guest.ts';
import type { ScenarioDescription } from './scenario.ts';

/** The tree that dmscope makes of each state of a scenario is dmsetup's, byte for byte, whichever way it is asked for. */
export function testTrees(
  { name, states, needs }: ScenarioDescription,
  requestsIn: (state: string) => readonly string[],
): void {
  const isMissing = missingForLab().length > 0 || (needs !== null && !isThere(needs));
  describe.skipIf(isMissing)(`scenario ${name}`, () => {
    let guest: Guest;
    beforeAll(async () => {
      guest = await bootGuest({ name: `trees-${name}`, limitMs: 3_600_000 });
    });
    afterAll(() => guest?.down());

    test.each(states.map((state, i) => ({ state, i })))(
      'the tree is dmsetup’s in state $state',
      async ({ state, i }) => {
        if (i === 0) await guest.build(name, state);
        else await guest.advance(state);
        const stack = await stackOf(guest);
        const requests = requestsIn(state);
        const printed = await dmsetupTrees(guest, requests);
        expect(printed.length).toBe(requests.length);
        expect(printed.flatMap((tree) => differenceFrom(stack, tree))).toEqual([]);
      },
    );
  });
}

const EVERY_DAY: ReadonlySet<string> = new Set([
  's1',
  'suspended',
  'thin',
  'zoo-names',
  'zoo-states',
  'zoo-targets',
]);

/** What a tree can look like: a leak, thin pools, suspended devices, and every target, state and name there is. */
export function isForEveryDay({ name }: ScenarioDescription): boolean {
  return EVERY_DAY.has(name);
}

async function stackOf(guest: Guest): Promise<Stack> {
  const collected = await guest.run('sh /mnt/dmscope/server/collector.sh core', { timeoutMs: 600_000 });
  const { value, problems } = readCapture(collected.stdout);
  if (!value) throw new Error(`no capture: ${collected.stderr}`);
  return buildStack(value, problems);
}

/** How ours differs from what dmsetup printed: nothing, or the first line that does. */
function differenceFrom(stack: Stack, printed: PrintedTree): string[] {
  const ours = ourTree(stack, printed);
  const how = `${printed.locale} --manglename ${printed.mangling} -o ${printed.options}`;
  if (ours.exitStatus !== printed.exitStatus)
    return [`${how}: status ${ours.exitStatus}, dmsetup’s ${printed.exitStatus}`];
  if (ours.output.equals(printed.output)) return [];
  const theirLines = printed.output.toString('latin1').split('\n');
  const ourLines = ours.output.toString('latin1').split('\n');
  const at = theirLines.findIndex((line, i) => line !== ourLines[i]);
  return [
    `${how}: line ${at + 1}: ${JSON.stringify(ourLines[at])}, dmsetup’s ${JSON.stringify(theirLines[at])}`,
  ];
}

type Ours = { readonly exitStatus: number; readonly output: Buffer };

function ourTree(stack: Stack, { locale, mangling, options }: PrintedTree): Ours {
  const parsed = parseTreeOptions(options, { columns: null, isUtf8: locale === 'C.UTF-8' });
  if (!parsed.ok)
    return { exitStatus: 1, output: Buffer.from(`${parsed.reason}\nCouldn't process command line.\n`) };
  const chunks = [...dmsetupTree(stack, parsed.value, mangling as NameMangling)];
  return { exitStatus: 0, output: Buffer.from(encodeHostText(chunks.join(''))) };
}
