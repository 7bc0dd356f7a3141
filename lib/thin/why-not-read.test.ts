import { expect, test } from 'vitest';
import type { ThinPoolUsage } from '../dm/targets/thin-pool-status.ts';
import { recordedDevice, recordedHost } from '../plan/recorded-host.fixture.ts';
import { labPool, labStack } from './lab-pool.fixture.ts';
import { readableMetadata, whyNoSnapshot } from './why-not-read.ts';

test('the metadata device of a pool is told by its table', () => {
  expect(readableMetadata(labStack, labPool)).toMatchObject({ ok: true, value: { name: 'vg-pool_tmeta' } });
  expect(readableMetadata(labStack, recordedDevice(labStack, 'vg-thin1'))).toEqual({
    ok: false,
    reason: 'vg-thin1 (254:4) is not a thin pool',
  });
});

test('a pool on a suspended device is not read', () => {
  const stack = recordedHost('suspended-thin-metadata');
  const pool = stack.devices.find(({ dm }) => dm?.segments[0]?.target === 'thin-pool');
  const read = pool && readableMetadata(stack, pool);
  expect(read).toMatchObject({ ok: false, reason: expect.stringMatching(/ is suspended: /) });
});

test('the kernel takes no snapshot of a pool that is read-only, needs a check, or has one', () => {
  const usage: ThinPoolUsage = {
    transactionId: 6,
    metadataBlocks: { part: 1, whole: 2 },
    dataBlocks: { part: 1, whole: 2 },
    heldRoot: null,
    mode: 'rw',
    discards: null,
    whenFull: null,
    needsCheck: false,
    metadataLowWaterBlocks: null,
  };
  expect(whyNoSnapshot(usage)).toBeNull();
  expect(whyNoSnapshot({ ...usage, mode: 'out_of_data_space' })).toBeNull();
  expect(whyNoSnapshot({ ...usage, mode: 'ro' })).toMatch(/^it is read-only/);
  expect(whyNoSnapshot({ ...usage, mode: 'ro', needsCheck: true })).toMatch(/^it needs a check/);
  expect(whyNoSnapshot({ ...usage, heldRoot: 101 })).toMatch(/^another program holds .* \(at block 101\)/);
});
