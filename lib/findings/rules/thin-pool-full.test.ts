import { expect, test } from 'vitest';
import { recordedHost } from '../../plan/recorded-host.fixture.ts';
import type { Stack } from '../../stack/stack.ts';
import { findings } from '../findings.ts';

const host = recordedHost('thin-unclaimed');

/** The recorded host with so much of its pool of 3200 data and 1024 metadata blocks used, so many seconds later. */
function later(seconds: number, data: number, metadata = 121): Stack {
  const status = `6 ${metadata}/1024 ${data}/3200 - rw no_discard_passdown queue_if_no_space - 256 `;
  return {
    ...host,
    host: { ...host.host, timeSeconds: host.host.timeSeconds + seconds },
    devices: host.devices.map((device) =>
      device.dm?.segments[0]?.target !== 'thin-pool'
        ? device
        : {
            ...device,
            dm: { ...device.dm, segments: device.dm.segments.map((line) => ({ ...line, status })) },
          },
    ),
  };
}

function poolTitle(stack: Stack, previous: Stack): string | undefined {
  return findings(stack, previous).find(({ rule }) => rule === 'thin-pool')?.title;
}

test('a pool that fills is told before it is nearly full, the earlier the longer the pace has lasted', () => {
  // 2700 blocks are left, which takes 4.5 h each time: that is far off after a minute, and not after half an hour.
  expect(poolTitle(later(60, 500), later(0, 490))).toBeUndefined();
  expect(poolTitle(later(1800, 500), later(0, 200))).toBe(
    'Thin pool vg/pool is 15.6 % full, and at this pace full in 5 h',
  );
  expect(poolTitle(later(18_000, 500), later(0, 200))).toBeUndefined();
  expect(poolTitle(later(1800, 500), later(0, 500))).toBeUndefined();
});

test('so is one whose metadata fills, and one that is nearly full all the same', () => {
  expect(poolTitle(later(600, 500, 400), later(0, 500, 100))).toBe(
    'Thin pool vg/pool has used 39.1 % of its metadata space, and at this pace full in 21 min',
  );
  expect(poolTitle(later(600, 3000), later(0, 2999))).toBe('Thin pool vg/pool is 93.8 % full');
});
