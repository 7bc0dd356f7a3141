/**
 * The collector's stream of a guest, read as the server reads it and judged as a page judges it, while LVM works there. What
 * is told meanwhile is kept: what was raised, and what would have been removed.
 */
import { createStreamReader } from '../../lib/capture/stream-reader.ts';
import type { Finding } from '../../lib/findings/finding.ts';
import { findings } from '../../lib/findings/findings.ts';
import { lvmPart } from '../../lib/findings/lvm-parts.ts';
import { allAbove, downFrom } from '../../lib/findings/walk.ts';
import { createWatchFixture } from '../../lib/findings/watch.fixture.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { lvmNames } from '../../lib/stack/describe.ts';
import { deviceOf, indexStack } from '../../lib/stack/index-stack.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import type { Guest } from './guest.ts';
import { COLLECTOR } from './peek-in-guest.ts';

export type Told = { readonly during: string; readonly rule: string; readonly title: string };

export type LvmWatch = {
  /** What is said from now on is said during this; resolves when what came of it has been looked at and judged as if it had stayed so. */
  readonly during: (what: string, work: () => Promise<unknown>) => Promise<void>;
  /** Warnings and worse, each once for a command. */
  readonly raised: () => readonly Told[];
  /** Findings that offered to remove what a volume stands on. */
  readonly harmful: () => readonly Told[];
  /** What single looks would have raised. */
  readonly raisedAlone: () => readonly Told[];
  readonly heldBack: () => readonly Told[];
  readonly looks: () => number;
  readonly stop: () => Promise<void>;
};

/** Signs of life, one a second, with nothing new between them: by then the last of a command has been looked at. */
const LOOKS_AFTER = 3;
/** For a guest that shares its processor with others. */
const LOOKS_LIMIT_MS = 300_000;

export async function watchLvm(guest: Guest): Promise<LvmWatch> {
  const stream = await guest.start(`exec sh ${COLLECTOR} watch --interval 1`);
  const watch = createWatchFixture();
  const reader = createStreamReader();
  const told = { raised: newTold(), harmful: newTold(), raisedAlone: newTold(), heldBack: newTold() };
  let during = 'the beginning';
  let stack: Stack | null = null;
  let table = '';
  let looks = 0;
  let idle = 0;
  const judge = (found: readonly Finding[], at: Stack) => {
    for (const each of found) {
      if (isRaised(each)) told.raised.add(during, each);
      if (each.rule === 'at-work') told.heldBack.add(during, each);
      if (wouldHurt(each, at)) told.harmful.add(during, each);
    }
  };
  stream.stdout.on('data', (chunk: Buffer) => {
    for (const event of reader.push(chunk)) {
      if (event.kind === 'problem') continue;
      if (event.kind === 'tick') {
        looks += 1;
        idle = event.busy === '' ? idle + 1 : 0;
      } else {
        idle = 0;
        stack = buildStack(event.capture, []);
        table = event.capture.sections.get('dmsetup-table')?.text ?? '';
        for (const each of findings(stack).filter(isRaised)) told.raisedAlone.add(during, each);
      }
      if (stack !== null) judge(watch.look(stack, Date.now()), stack);
    }
  });
  const untilIdle = async (count: number) => {
    const deadline = Date.now() + LOOKS_LIMIT_MS;
    idle = 0;
    while (idle < count) {
      if (Date.now() > deadline) throw new Error(`the collector's stream stands still: ${guest.console()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  /** On a busy machine the collector may be behind by more than its signs of life tell. */
  const untilShown = async () => {
    const deadline = Date.now() + LOOKS_LIMIT_MS;
    while (table !== (await guest.ok('dmsetup --manglename none table', { timeoutMs: LOOKS_LIMIT_MS }))) {
      if (Date.now() > deadline) throw new Error(`the collector does not show what is there:\n${table}`);
      await untilIdle(1);
    }
  };
  await untilIdle(1);
  return {
    during: async (what, work) => {
      during = what;
      await work();
      await untilShown();
      await untilIdle(LOOKS_AFTER);
      if (stack !== null) judge(findings(stack), stack);
    },
    raised: told.raised.all,
    harmful: told.harmful.all,
    raisedAlone: told.raisedAlone.all,
    heldBack: told.heldBack.all,
    looks: () => looks,
    stop: async () => {
      await guest.run(`kill -TERM ${stream.pid}`);
      stream.abandon();
    },
  };
}

function newTold() {
  const all = new Map<string, Told>();
  return {
    all: () => [...all.values()],
    add: (during: string, { rule, title }: Finding) => {
      all.set(`${during}\n${title}`, { during, rule, title });
    },
  };
}

function isRaised({ severity }: Finding): boolean {
  return severity !== 'notice';
}

/** Whatever volume of LVM is active in these tests is one that works, and so is all that it stands on. */
export function wouldHurt({ intent }: Finding, stack: Stack): boolean {
  const target = intent === null ? null : deviceOf(stack, intent.device.identity);
  if (!target || intent?.kind === 'resume' || intent?.kind === 'clear') return false;
  const index = indexStack(stack);
  const above = allAbove(index, target.devNo);
  const removed = intent?.kind === 'free' ? above : [target, ...above];
  const needed = downFrom(index, stack.devices.filter(isVolume));
  return removed.some(({ devNo }) => needed.has(devNo));
}

function isVolume(device: Device): boolean {
  const names = lvmNames(device);
  if (names === null || names.layer !== '' || !device.dm?.hasLiveTable) return false;
  return lvmPart(device) === null && !/^pvmove\d+$/.test(names.lvName);
}
