import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DevNo } from '../../block/dev-no.ts';
import { readCapture } from '../../capture/read-capture.ts';
import { mappedFixture } from '../../plan/plan.fixture.ts';
import { buildStack } from '../../stack/build-stack.ts';
import { deviceFixture, stackFixture } from '../../stack/device.fixture.ts';
import type { Device } from '../../stack/stack.ts';
import { type Extents, extentsOf } from './extents.ts';

function extentsIn(name: string, device: string): Extents {
  const file = new URL(`../../../e2e/cases/${name}/capture`, import.meta.url);
  const { value, problems } = readCapture(readFileSync(file));
  if (!value) throw new Error(`${name} is no capture`);
  const stack = buildStack(value, problems);
  const found = stack.devices.find((each) => each.name === device);
  if (!found) throw new Error(`${name} has no ${device}`);
  return extentsOf(stack, found);
}

/** `0 614400 data vm--…`: start, length, role and owner. */
function usedLines({ used }: Extents): readonly string[] {
  return used.map(
    ({ startSector, lengthSectors, role, device }) =>
      `${startSector} ${lengthSectors} ${role} ${device.name}`,
  );
}

const disk = deviceFixture('8:0', { name: 'sda', kind: 'disk', sizeBytes: 1000 * 512 });

function mapped(minor: number, target: string, args: string): Device {
  const segments = [{ startSector: 0, lengthSectors: 300, target, args, status: null }];
  const edge = { base: '8:0' as DevNo, kind: 'table' as const, roles: ['data'], file: null };
  return deviceFixture(`254:${minor}`, { dm: mappedFixture({ segments }), bases: [edge] });
}

describe('the extents of a device', () => {
  test('are what the tables on it say, with the gaps between', () => {
    const extents = extentsIn('s1-leaked', 'md125');
    expect(usedLines(extents)).toEqual([
      '2048 614400 data vm--volumes-docker2.example.com--volumes-real',
      '616448 204800 data vm--volumes-docker1.example.com--volumes',
      '821248 204800 data vm--volumes-snap--docker2.example.com--volumes-cow',
    ]);
    expect(extents.gaps.map(({ startSector }) => startSector)).toEqual([0, 1026048]);
    expect(extents.overlaps).toEqual([]);
  });

  test('are shared by an origin and its snapshot, which is no mistake', () => {
    const { overlaps } = extentsIn('s1-leaked', 'vm--volumes-docker2.example.com--volumes-real');
    expect(overlaps).toEqual([{ startSector: 0, lengthSectors: 614400, isShared: true }]);
  });

  test('overlap where two tables claim the same sectors', () => {
    const stack = stackFixture([disk, mapped(0, 'linear', '8:0 100'), mapped(1, 'linear', '8:0 350')]);
    const { overlaps, gaps } = extentsOf(stack, disk);
    expect(overlaps).toEqual([{ startSector: 350, lengthSectors: 50, isShared: false }]);
    expect(gaps).toEqual([
      { startSector: 0, lengthSectors: 100 },
      { startSector: 650, lengthSectors: 350 },
    ]);
  });

  test.each([
    ['striped', '3 8 8:0 0 8:16 0 8:32 0', 100],
    ['mirror', 'core 1 1024 2 8:0 0 8:16 0', 300],
    ['raid', 'raid5_ls 1 128 3 - 8:0 - 8:16 - 8:32', 150],
    ['raid', 'raid1 1 0 2 - 8:0 - 8:16', 300],
    ['raid', 'raid10 1 128 4 - 8:0 - 8:16 - 8:32 - 8:48', 150],
    ['snapshot', '8:16 8:0 P 8', 1000],
  ])('of a base of %s %s are the share that it takes there', (target, args, lengthSectors) => {
    const { used } = extentsOf(stackFixture([disk, mapped(0, target, args)]), disk);
    expect(used.map((range) => range.lengthSectors)).toEqual([lengthSectors]);
  });

  test('tell how full a store and a pool are', () => {
    const cow = extentsIn('health-snapshot-half-full', 'vg-snap-cow').fills;
    expect(cow).toEqual([
      { label: 'COW store', usedSectors: expect.any(Number), totalSectors: expect.any(Number) },
    ]);
    expect((cow[0]?.usedSectors ?? 0) / (cow[0]?.totalSectors ?? 1)).toBeGreaterThan(0.4);
    const pool = extentsIn('thin-snapshots', 'vg-pool-tpool');
    expect(pool.fills.map(({ label }) => label)).toEqual([
      'Data of the pool',
      'Metadata of the pool',
      ...pool.unplaced.map(({ name }) => name),
    ]);
  });
});
