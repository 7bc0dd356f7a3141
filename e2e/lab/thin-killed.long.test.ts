import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import {
  expectResumed,
  expectTold,
  killedSnapshot,
  type Measured,
  PROMISED_MS,
  prepareToKill,
  randomRounds,
} from './thin-killed.ts';
import { buildThinPool, startWriter } from './thin-pool.ts';

const ROUNDS = Number(process.env.DMSCOPE_ROUNDS ?? 50);
const BATCH = 10;

describe.skipIf(missingForLab().length > 0).each([
  ['ext4', 'e2fsck -fn "$device"'],
  // A frozen XFS keeps its log, and xfs_repair -n does not replay it.
  ['xfs', 'mount -o nouuid "$device" /lab/check && umount /lab/check && xfs_repair -n "$device"'],
] as const)('fifty snapshots of a mounted %s, killed at random moments', (fsType, check) => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: `thin-killed-${fsType}`, disks: 2, limitMs: 3_600_000 });
    await buildThinPool(guest, { fsType });
    await startWriter(guest);
    await prepareToKill(guest);
  }, 300_000);
  afterAll(() => guest?.down());

  test('the volume goes on, what is told as made is consistent, and all that exists is told', {
    timeout: 3_000_000,
  }, async () => {
    const all: Measured[] = [];
    for (let first = 100; first < 100 + ROUNDS; first += BATCH) {
      const rounds = randomRounds(BATCH, first, 3000);
      for (const round of rounds) {
        const measured = await killedSnapshot(guest, round);
        all.push(measured);
        expectResumed(measured, PROMISED_MS);
      }
      await expectTold(guest, rounds, check);
    }
    console.log(tableOf(all));
    expect(all).toHaveLength(ROUNDS);
    // The next start of dmscope had something to do.
    expect(all.some(({ resumedAfterStartMs }) => resumedAfterStartMs !== null)).toBe(true);
  });
});

function tableOf(all: readonly Measured[]): string {
  const lines = (['alone', 'guards', 'group'] as const).map((mode) => {
    const rounds = all.filter((each) => each.mode === mode);
    const afterStart = rounds.flatMap(({ resumedAfterStartMs }) => resumedAfterStartMs ?? []);
    const longest = Math.max(...rounds.map(({ suspendedMs }) => suspendedMs));
    return `${mode}: ${rounds.length} killed, ${rounds.filter(({ suspendedMs }) => suspendedMs > 0).length} of them suspended; longest ${longest} ms; left to the next start ${afterStart.length}, resumed after ${Math.max(0, ...afterStart)} ms at most`;
  });
  return lines.join('\n');
}
