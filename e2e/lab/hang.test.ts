import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import type { GuestCommand } from './command.ts';
import { bootGuest, type Guest } from './guest.ts';

const COLLECTOR = 'sh /mnt/dmscope/server/collector.sh';
const TICKS = 30;
const INTERVAL_S = 0.5;
/** All that the collector has at work at once, each list with its pipe. A pile is one more with every tick: two dozen in between. */
const AT_WORK = 20;
/** What a capture may take longer than on a host in good health: what hangs does so for ever; the rest is other guests' use of the processor. */
const ALLOWED_MS = 60_000;
const SICK_STATES = ['top', 'middle', 'bottom', 'mounted', 'thin-metadata'];

describe.skipIf(missingForLab().length > 0)('while a device is suspended', () => {
  let guest: Guest;
  let normalMs = 0;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'hang', limitMs: 7_200_000 });
    await guest.build('suspended', 'none');
    await collectMs(guest);
    normalMs = await collectMs(guest);
  });
  afterAll(() => guest?.down());

  test.each(SICK_STATES)(
    'capture takes no longer, the stream ticks on and nothing piles up: %s',
    async (state) => {
      await guest.advance(state);
      // Other guests may want the processor at the same time: the best of three is what the capture itself takes.
      let tookMs = await collectMs(guest);
      for (let i = 0; i < 2 && tookMs >= normalMs + ALLOWED_MS; i++)
        tookMs = Math.min(tookMs, await collectMs(guest));
      expect(tookMs).toBeLessThan(normalMs + ALLOWED_MS);

      const stream = await guest.start(`exec ${COLLECTOR} watch --interval ${INTERVAL_S}`);
      const ticks = countTicks(stream);
      try {
        await ticks.reach(TICKS / 5);
        const early = await lookAtProcesses(guest);
        await ticks.reach(TICKS);
        const late = await lookAtProcesses(guest);
        expect(late.count, `${early.listing}\n\n${late.listing}`).toBeLessThanOrEqual(early.count + AT_WORK);
        expect(late.stuck.length, late.listing).toBeLessThanOrEqual(early.stuck.length);
        expect(ticks.captures()).toBeGreaterThanOrEqual(1);
      } finally {
        await guest.run(`kill -TERM -- -${stream.pid}`);
        stream.abandon();
      }
    },
  );

  test('after it is resumed, nothing of the collector is left', async () => {
    await guest.advance('resumed');
    await guest.ok(
      'for i in {1..50}; do pgrep -f collector.sh >/dev/null || exit 0; sleep 0.2; done; exit 1',
    );
  });
});

async function collectMs(guest: Guest): Promise<number> {
  const began = performance.now();
  const result = await guest.run(COLLECTOR, { timeoutMs: 300_000, isAbandoned: true });
  expect({ timedOut: result.timedOut, exitStatus: result.exitStatus }).toEqual({
    timedOut: false,
    exitStatus: 0,
  });
  expect(result.stdout.includes('\n%% end seq=1 ')).toBe(true);
  return performance.now() - began;
}

type Ticks = { readonly reach: (count: number) => Promise<void>; readonly captures: () => number };

/** Ticks of a stream, each of which has to come in time. */
function countTicks(stream: GuestCommand): Ticks {
  let text = '';
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  stream.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  const reach = async (wanted: number) => {
    // Generous for a guest that shares its processor; a stream that stops is what it is to catch.
    for (const until = Date.now() + wanted * INTERVAL_S * 3000 + 10_000; count(/^%% tick /gm) < wanted; ) {
      if (Date.now() > until)
        throw new Error(`${count(/^%% tick /gm)} ticks of ${wanted}; the last: ${text.slice(-300)}`);
      await pause(200);
    }
  };
  return { reach, captures: () => count(/^%% end /gm) };
}

type Processes = { readonly count: number; readonly stuck: readonly string[]; readonly listing: string };

/**
 * Several looks, since what comes and goes with each tick is no pile: the count of the look with the fewest, and the
 * processes that are in uninterruptible sleep in every look (a shell is for a moment, too, whenever it starts something).
 */
async function lookAtProcesses(guest: Guest): Promise<Processes> {
  const looks: string[][] = [];
  for (let i = 0; i < 6; i++) {
    // Neither kernel threads (children of 2) nor udev's workers, which live on for a while after each event.
    const listing = await guest.ok(
      "ps -e -o ppid=,pid=,stat=,args= | grep -v -e '^ *2 ' -e udev -e 'ps -e' -e 'grep -v'",
    );
    looks.push(listing.split('\n').filter((line) => line !== ''));
    await pause(150);
  }
  const fewest = looks.reduce((least, look) => (look.length < least.length ? look : least));
  const stuckIn = looks.map((look) => look.flatMap((line) => /^ *\d+ +(\d+) D/.exec(line)?.[1] ?? []));
  const stuck = (stuckIn[0] ?? []).filter((pid) => stuckIn.every((pids) => pids.includes(pid)));
  return { count: fewest.length, stuck, listing: fewest.join('\n') };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
