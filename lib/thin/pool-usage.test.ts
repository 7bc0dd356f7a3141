import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import { indexStack } from '../stack/index-stack.ts';
import { activeThins } from './active-thins.ts';
import { poolOfDevice } from './find-pool.ts';
import { isThinPool } from './is-thin-pool.ts';
import { poolUsage } from './pool-usage.ts';

const capture = readCapture(
  readFileSync(new URL('../../e2e/cases/health-pool-nearly-full/capture', import.meta.url)),
).value;
if (!capture) throw new Error('no capture');
const stack = buildStack(capture);
const index = indexStack(stack);
const pool = stack.devices.find(isThinPool);
if (!pool) throw new Error('no pool');

test('a pool says how much of its data and metadata is used, and from where the kernel warns', () => {
  expect(poolUsage(pool)).toEqual({
    blockSizeBytes: 65536,
    // Its table has a low water mark of 0.
    data: { usedBytes: 36700160, totalBytes: 41943040, lowWaterBytes: null },
    metadata: { usedBytes: 471040, totalBytes: 4194304, lowWaterBytes: 3145728 },
    transactionId: 1,
    summary: 'Data 87.5 % used (35 MiB of 40 MiB), metadata 11.2 %.',
  });
});

test('the volumes of a pool that are active are known without a look into it', () => {
  expect(activeThins(index, pool)).toMatchObject([{ state: 'active', name: expect.stringContaining('vg/') }]);
});

test('the pool of a thin volume, and of the devices that it keeps data and metadata on, is found', () => {
  const thin = stack.devices.find(({ dm }) => dm?.segments[0]?.target === 'thin');
  const data = pool.bases.map(({ base }) => index.byDevNo.get(base));
  for (const device of [thin, ...data]) expect(device && poolOfDevice(index, device)).toBe(pool);
  const disk = stack.devices.find(({ kind }) => kind === 'disk');
  expect(disk && poolOfDevice(index, disk)).toBe(null);
});
