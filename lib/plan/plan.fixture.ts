import * as fc from 'fast-check';
import type { DevNo } from '../block/dev-no.ts';
import { classifyDmUuid } from '../dm/uuid.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Device, DeviceKind, Edge, MappedDevice, Stack } from '../stack/stack.ts';
import type { Intent, IntentKind } from './intent.ts';

/** Names as hostile as a guest can choose them. */
const NAMES = [
  '-f',
  '--help',
  'a b',
  '$(reboot)',
  '<img onerror=x>',
  "it's",
  '\u202egnp',
  '\x1b[2J',
  'a\nb',
  '\udcff',
  'vg-lv',
];
const UUIDS = [
  '',
  'LVM-S2zWXlSj4nyv8d508w1sXNImRCix0LRbVDWNGms4BHksgBcUGolbPJcPPPyL3Cvu',
  'CRYPT-LUKS2-a94265f649924309845e764848bdddc6-x',
  'part1-mpath-y',
  'mpath-y',
  '$(reboot)',
];

export function mappedFixture(told: Partial<MappedDevice> = {}): MappedDevice {
  const uuid = told.uuid ?? '';
  return {
    rawName: 'odd',
    uuid,
    made: classifyDmUuid(uuid),
    isSuspended: false,
    isReadOnly: false,
    hasLiveTable: true,
    hasInactiveTable: false,
    isDeferredRemove: false,
    openCount: 0,
    eventNumber: 0,
    segments: [],
    inactiveSegments: [],
    ...told,
  };
}

/** `8:0` is a base of nothing; each device stands on some of those before it, so there is no circle. */
const devicesArbitrary: fc.Arbitrary<readonly Device[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<DeviceKind>(
        'dm',
        'dm',
        'dm',
        'disk',
        'partition',
        'md',
        'loop',
        'nbd',
        'bcache',
        'missing',
      ),
      name: fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'binary', minLength: 1, maxLength: 4 })),
      uuid: fc.constantFrom(...UUIDS),
      isSuspended: fc.boolean(),
      hasInactiveTable: fc.boolean(),
      openCount: fc.nat(2),
      isMounted: fc.boolean(),
      isOpen: fc.option(fc.boolean(), { nil: null }),
      bases: fc.array(fc.nat(30), { maxLength: 3 }),
      edge: fc.constantFrom<Edge['kind']>('table', 'partition', 'loop-file', 'other'),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drafts) =>
    drafts.map((draft, i) => {
      const bases = i === 0 ? [] : [...new Set(draft.bases.map((n) => n % i))];
      const file = draft.edge === 'loop-file' ? `/srv/${draft.name}` : null;
      return deviceFixture(numbered(i), {
        identity: `name:${i}`,
        name: draft.name,
        kind: draft.kind,
        kname: `${draft.kind}${i}`,
        dm:
          draft.kind === 'dm'
            ? mappedFixture({
                rawName: draft.name,
                uuid: draft.uuid,
                isSuspended: draft.isSuspended,
                hasInactiveTable: draft.hasInactiveTable,
                openCount: draft.openCount,
              })
            : null,
        mounts: draft.isMounted ? [mountFixture(`/mnt/${draft.name}`)] : [],
        openedBy:
          draft.isOpen === null
            ? null
            : draft.isOpen
              ? [{ pid: 7, command: draft.name, workload: null, fdCount: 1 }]
              : [],
        unexplainedOpens: draft.kind === 'dm' ? draft.openCount : null,
        bases: bases.map((n) => ({ base: numbered(n), kind: draft.edge, roles: [], file })),
      });
    }),
  );

function numbered(i: number): DevNo {
  return `254:${i}`;
}

export function mountFixture(mountPoint: string): Device['mounts'][number] {
  return {
    mountPoint,
    fsType: 'ext4',
    isReadOnly: false,
    root: '/',
    namespacePid: null,
    alsoSeenByPids: [],
    namespaceProcess: null,
  };
}

/** Any stack of a few devices in any order, and any intent for one of them. */
export const plannedArbitrary: fc.Arbitrary<{ readonly stack: Stack; readonly intent: Intent }> = fc
  .record({
    devices: devicesArbitrary.chain((devices) =>
      fc.shuffledSubarray([...devices], { minLength: devices.length }),
    ),
    tools: fc.option(fc.subarray(['dmsetup', 'cryptsetup', 'losetup', 'mdadm', 'qemu-nbd', 'nbd-client']), {
      nil: null,
    }),
    target: fc.nat(13),
    kind: fc.constantFrom<IntentKind>('free', 'remove', 'resume', 'clear', 'free-and-lvremove'),
    isDeferred: fc.boolean(),
  })
  .map(({ devices, tools, target, kind, isDeferred }) => {
    const stack = stackFixture(devices);
    const device = { identity: `name:${target % devices.length}` };
    return {
      stack: { ...stack, host: { ...stack.host, tools } },
      intent:
        kind === 'free-and-lvremove'
          ? { kind, device, typed: '' }
          : kind === 'free' || kind === 'remove'
            ? { kind, device, ...(isDeferred ? { isDeferred } : {}) }
            : { kind, device },
    };
  });
