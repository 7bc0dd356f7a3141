import * as fc from 'fast-check';
import type { DevNo } from '../block/dev-no.ts';
import type { Device, Stack } from './stack.ts';

/** A device with nothing to tell, and whatever a test wants to tell of it. */
export function deviceFixture(devNo: DevNo, told: Partial<Device> = {}): Device {
  return {
    devNo,
    kname: `dm-${devNo.split(':')[1]}`,
    name: `device ${devNo}`,
    kind: 'dm',
    identity: `name:${devNo}`,
    sizeBytes: 1048576,
    isReadOnly: false,
    dm: null,
    partition: null,
    md: null,
    loop: null,
    nbd: null,
    fileSystem: null,
    mounts: [],
    swap: null,
    swapFiles: [],
    kernelUsers: [],
    openedBy: null,
    unexplainedOpens: null,
    links: [],
    hardware: null,
    bases: [],
    ...told,
  };
}

export function stackFixture(devices: readonly Device[], told: Partial<Stack> = {}): Stack {
  return {
    schema: 'dmscope.stack/1',
    host: {
      name: 'lab',
      kernel: '6.1.0',
      dmVersion: '4.47.0',
      dmLibraryVersion: '1.02.185 (2022-05-18)',
      timeSeconds: 1763689858,
      tools: null,
      stuckProcesses: null,
      udevCookies: null,
      lvm: null,
      userSourceGaps: [],
      unidentifiedUsers: [],
      origin: null,
    },
    devices,
    problems: [],
    ...told,
  };
}

const deviceArbitrary: fc.Arbitrary<Device> = fc
  .record({
    minor: fc.nat(12),
    name: fc.string({ maxLength: 2 }),
    sizeBytes: fc.option(fc.nat(2), { nil: null }),
    links: fc.array(fc.constantFrom('mapper/a', 'vg/a'), { maxLength: 2 }),
    swap: fc.option(fc.record({ priority: fc.nat(1), usedBytes: fc.nat(1) }), { nil: null }),
    bases: fc.array(
      fc.record({
        base: fc.nat(12).map((n): DevNo => `254:${n}`),
        kind: fc.constant('table' as const),
        roles: fc.array(fc.constantFrom('cow', 'origin'), { maxLength: 2 }),
        file: fc.constant(null),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ minor, ...told }) => deviceFixture(`254:${minor}`, told));

/** Small stacks over few device numbers, so that two of them have much in common. */
export const stackArbitrary: fc.Arbitrary<Stack> = fc
  .record({
    devices: fc.uniqueArray(deviceArbitrary, { maxLength: 10, selector: (device) => device.devNo }),
    problems: fc.array(
      fc.record({
        section: fc.constantFrom('dmsetup-table', 'lsblk'),
        line: fc.option(fc.nat(2), { nil: null }),
        message: fc.constant('not understood'),
        text: fc.string({ maxLength: 1 }),
      }),
      { maxLength: 2 },
    ),
    timeSeconds: fc.nat(2),
  })
  .map(({ devices, problems, timeSeconds }) =>
    stackFixture(devices, {
      problems,
      host: { ...stackFixture([]).host, dmLibraryVersion: '', timeSeconds },
    }),
  );
