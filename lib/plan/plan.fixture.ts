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

/** What speaks against a plan: so seldom that some plans can run. */
const seldom = fc.nat(9).map((n) => n === 0);

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
      isSuspended: seldom,
      hasInactiveTable: fc.boolean(),
      openCount: fc.constantFrom(0, 0, 0, 0, 1, 2),
      isMounted: seldom,
      isOpen: fc.option(seldom, { nil: null }),
      isJournal: seldom,
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
                openCount: Math.max(draft.openCount, Number(draft.isOpen ?? 0)),
              })
            : null,
        mounts: draft.isMounted ? [mountFixture(`/mnt/${draft.name}`)] : [],
        openedBy:
          draft.isOpen === null
            ? null
            : draft.isOpen
              ? [{ pid: 7, command: draft.name, workload: null, fdCount: 1 }]
              : [],
        kernelUsers: draft.isJournal ? [{ kind: 'journal', mountPoint: '' }] : [],
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

const GAPS: Stack['host']['userSourceGaps'] = [{ source: 'open-files', why: 'late', note: '' }];

/** Any stack of a few devices in any order, and any intent for one of them. */
export const plannedArbitrary: fc.Arbitrary<{ readonly stack: Stack; readonly intent: Intent }> = fc
  .record({
    devices: devicesArbitrary.chain((devices) =>
      fc.shuffledSubarray([...devices], { minLength: devices.length }),
    ),
    tools: fc.option(fc.subarray(['dmsetup', 'cryptsetup', 'losetup', 'mdadm', 'qemu-nbd', 'nbd-client']), {
      nil: null,
    }),
    isWhole: fc.nat(9).map((n) => n > 0),
    target: fc.nat(13),
    kind: fc.constantFrom<IntentKind>('free', 'remove', 'resume', 'clear', 'free-and-lvremove'),
    isDeferred: fc.boolean(),
  })
  .map(({ devices, tools, isWhole, target, kind, isDeferred }) => {
    const stack = stackFixture(devices);
    const device = { identity: `name:${target % devices.length}` };
    return {
      stack: { ...stack, host: { ...stack.host, tools, userSourceGaps: isWhole ? [] : GAPS } },
      intent:
        kind === 'free-and-lvremove'
          ? { kind, device, typed: '' }
          : kind === 'free' || kind === 'remove'
            ? { kind, device, ...(isDeferred ? { isDeferred } : {}) }
            : { kind, device },
    };
  });
