import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceFixture, stackArbitrary, stackFixture } from '../stack/device.fixture.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { findings } from './findings.ts';
import { leakyHost, lvmFixture, lvmUuid, on } from './leaky-host.fixture.ts';
import { renderFindings } from './render-text.ts';
import { createWatchFixture } from './watch.fixture.ts';

const ARGS = fc.oneof(
  fc.string(),
  fc.constantFrom('254:1 0', '254:1 254:2 P 8', '254:1 254:2 128 0', '254:3 1'),
);
const TARGETS = [
  'linear',
  'snapshot',
  'thin',
  'thin-pool',
  'raid',
  'multipath',
  'error',
  'crypt',
  'mirror',
  'odd',
];

/** Stacks in which anything may stand on anything, circles included, and every text may be any. */
const wildStack: fc.Arbitrary<Stack> = fc
  .array(
    fc.record({
      target: fc.constantFrom(...TARGETS),
      args: ARGS,
      status: fc.option(ARGS, { nil: null }),
      name: fc.string({ unit: 'binary', maxLength: 12 }),
      uuid: fc.oneof(
        fc.constantFrom(lvmUuid('a', 'x'), lvmUuid('b', 'y', 'cow'), 'part1-x', 'CRYPT-LUKS2-x'),
        fc.string(),
      ),
      isSuspended: fc.boolean(),
      hasInactiveTable: fc.boolean(),
      bases: fc.array(fc.nat(6), { maxLength: 3 }),
      opener: fc.option(fc.oneof(fc.constantFrom('lvm', 'multipathd', 'dmsetup'), fc.string()), {
        nil: null,
      }),
    }),
    { maxLength: 7 },
  )
  .map((all) =>
    stackFixture(
      all.map(
        ({ target, args, status, name, uuid, isSuspended, hasInactiveTable, bases, opener }, i): Device => {
          const segments = [{ startSector: 0, lengthSectors: 8, target, args, status }];
          const device = lvmFixture(i, name, uuid, {
            target,
            args,
            bases: bases.map((base) => on(`254:${base}`, 'origin')),
            dm: { segments, isSuspended, hasInactiveTable, openCount: 1 },
          });
          const openedBy =
            opener === null ? [] : [{ pid: i % 3, command: opener, workload: null, fdCount: 1 }];
          return { ...device, openedBy };
        },
      ),
    ),
  );

describe('findings', () => {
  test('come out for any stack, each with an id of its own, and print without control characters', () => {
    fc.assert(
      fc.property(fc.oneof(stackArbitrary, wildStack), wildStack, (stack, previous) => {
        const found = findings(stack, previous);
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        for (const { id } of found) expect(id).toMatch(/^[a-z-]+-[0-9a-f]{10}(-\d+)?$/);
        expect(renderFindings(found)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
      }),
      { numRuns: 500 },
    );
  });

  test('that are held back come to be raised, and none is told twice', () => {
    fc.assert(
      fc.property(wildStack, wildStack, (before, stack) => {
        const watch = createWatchFixture();
        for (const [at, seconds] of [
          [before, 0],
          [stack, 2],
          [stack, 30],
        ] as const) {
          const found = watch.look(at, seconds * 1000);
          expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        }
        const inTheEnd = watch.look(stack, 90_000);
        expect(inTheEnd.filter(({ rule }) => rule === 'at-work')).toEqual([]);
        if (stack.devices.every(({ openedBy }) => openedBy?.length === 0))
          expect(inTheEnd.map(({ id }) => id)).toEqual(findings(stack).map(({ id }) => id));
      }),
      { numRuns: 300 },
    );
  });

  test('are found one for each of 500 leaks among 10,000 devices', () => {
    const found = findings(leakyHost(10_000, 500));
    expect(found.length).toBe(500);
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['guest-group-on-snapshot']));
    expect(found[7]?.intent).toEqual({
      kind: 'free',
      device: { identity: `dm:${lvmUuid('host', 'snap7')}`, devNo: '254:45' },
    });
  });

  test('do not drown in a chain of 20,000 devices', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      deviceFixture(`254:${i}`, { bases: i === 0 ? [] : [on(`254:${i - 1}`, 'data')] }),
    );
    expect(findings(stackFixture(chain))).toEqual([]);
  });

  test('a name that a guest chose stays one printable line', () => {
    const [, , , snap, data] = leakyHost(7, 1).devices as [Device, Device, Device, Device, Device];
    const stack = leakyHost(7, 1);
    const devices = stack.devices.map((device) =>
      device === stack.devices[4] ? { ...data, name: 'evil\x1b[31m\n%% end\u202e-data' } : device,
    );
    const text = renderFindings(findings({ ...stack, devices }));
    expect(snap.name).toBe('vms-snap0');
    expect(text).toContain('evil\\x1b[31m\\x0a%% end\\u202e-data');
  });
});
