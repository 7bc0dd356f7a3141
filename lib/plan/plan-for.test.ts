import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DevNo } from '../block/dev-no.ts';
import { cpuMs } from '../cpu-time.fixture.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import { indexStack } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { SOURCES_OF_KIND } from '../stack/user-sources.ts';
import { mappedFixture, mountFixture, plannedArbitrary } from './plan.fixture.ts';
import { isRunnable } from './plan.ts';
import { planFor } from './plan-for.ts';
import { renderPlan } from './render-text.ts';
import { systemRefusals } from './system.ts';

/** Whether `above` stands on `below`, by a walk of its own: downwards, where the plan walks upwards. */
function standsOn(stack: Stack, above: DevNo, below: DevNo): boolean {
  const reached = new Set<DevNo>([above]);
  for (const devNo of reached) {
    for (const { base } of stack.devices.find((device) => device.devNo === devNo)?.bases ?? [])
      reached.add(base);
  }
  return reached.has(below);
}

const PROGRAMS = [
  'dmsetup',
  'cryptsetup',
  'multipath',
  'losetup',
  'qemu-nbd',
  'nbd-client',
  'mdadm',
  'lvremove',
];

describe('whatever the stack and the intent, a plan', () => {
  test('touches only the target and what stands on it, each once, holders before what they stand on', () => {
    fc.assert(
      fc.property(plannedArbitrary, ({ stack, intent }) => {
        const { target, steps } = planFor(intent, stack);
        const devNos = steps.map(({ device }) => device.devNo);
        expect(new Set(devNos).size).toBe(devNos.length);
        for (const [i, devNo] of devNos.entries()) {
          expect(target && standsOn(stack, devNo, target.devNo)).toBe(true);
          for (const earlier of devNos.slice(0, i)) expect(standsOn(stack, devNo, earlier)).toBe(false);
        }
      }),
    );
  });

  test('leaves out nothing of ours that stands on the target, unless it says why', () => {
    fc.assert(
      fc.property(plannedArbitrary, ({ stack, intent }) => {
        fc.pre(intent.kind === 'free' || intent.kind === 'remove');
        const plan = planFor(intent, stack);
        fc.pre(isRunnable(plan));
        const done = new Set(plan.steps.map(({ device }) => device.devNo));
        for (const { devNo, kind, dm } of stack.devices) {
          const isAbove =
            plan.target && devNo !== plan.target.devNo && standsOn(stack, devNo, plan.target.devNo);
          if (!isAbove || kind === 'partition' || dm?.made.kind === 'crypt') continue;
          expect(done.has(devNo)).toBe(true);
        }
      }),
      { maxSkipsPerRun: 1000 },
    );
  });

  test('runs known programs, with each name as one argument behind what ends the options, and never by force', () => {
    fc.assert(
      fc.property(plannedArbitrary, ({ stack, intent }) => {
        for (const { argv, device, requires } of planFor(intent, stack).steps) {
          expect(PROGRAMS).toContain(argv[0]);
          expect(requires).toBe(argv[0]);
          expect(argv).not.toContain('--force');
          const options = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv.slice(0, -1);
          expect(options.join(' ')).toMatch(/^[a-z-]+( [a-z=_A-Za-z0-9-]+)*$/);
          const { dm = null, kname } = stack.devices.find(({ devNo }) => devNo === device.devNo) ?? {};
          if (argv.at(-2) === '-m') {
            // Only where what it is called cannot be given to a program.
            expect((dm?.uuid || dm?.rawName)?.isWellFormed()).toBe(false);
            expect(argv.slice(-4)).toEqual([
              '-j',
              device.devNo.split(':')[0],
              '-m',
              device.devNo.split(':')[1],
            ]);
          } else expect([dm?.uuid, dm?.rawName, device.name, `/dev/${kname}`]).toContain(argv.at(-1));
        }
      }),
    );
  });

  test('is refused while anything in it is mounted, open, suspended or lacks its tool', () => {
    fc.assert(
      fc.property(plannedArbitrary, ({ stack, intent }) => {
        fc.pre(intent.kind === 'free' || intent.kind === 'remove');
        const plan = planFor(intent, stack);
        fc.pre(isRunnable(plan));
        const isDeferred = 'isDeferred' in intent && intent.isDeferred === true;
        const target = plan.target?.devNo;
        for (const device of stack.devices) {
          if (!target || !standsOn(stack, device.devNo, target)) continue;
          expect(device.mounts).toEqual([]);
          expect(device.dm?.isSuspended ?? false).toBe(false);
          if (!isDeferred) expect([device.openedBy ?? [], device.unexplainedOpens ?? 0]).toEqual([[], 0]);
          expect(device.dm?.openCount === 0 ? [] : device.kernelUsers).toEqual([]);
          if (device.dm === null) expect(stack.host.userSourceGaps).toEqual([]);
        }
        for (const { requires } of plan.steps) expect(stack.host.tools ?? [requires]).toContain(requires);
      }),
      { maxSkipsPerRun: 1000 },
    );
  });

  test('is the same for the same stack, and reads without anything that acts on a terminal', () => {
    fc.assert(
      fc.property(plannedArbitrary, ({ stack, intent }) => {
        const plan = planFor(intent, stack);
        expect(planFor(intent, structuredClone(stack))).toEqual(plan);
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
        expect(renderPlan(plan)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

const device = (devNo: DevNo, told: Partial<Device>) =>
  deviceFixture(devNo, {
    openedBy: [],
    ...told,
    dm: told.kind && told.kind !== 'dm' ? null : mappedFixture({ rawName: told.name ?? 'x' }),
  });
const on = (...bases: readonly DevNo[]): Device['bases'] =>
  bases.map((base) => ({ base, kind: 'table', roles: [], file: null }));

function kinds(stack: Stack, identity: string, kind: 'free' | 'remove' = 'remove'): readonly string[] {
  return planFor({ kind, device: { identity } }, stack).refusals.map(
    (refusal) => `${refusal.kind} ${refusal.device?.name ?? ''}`,
  );
}

describe('what the running system stands on', () => {
  const stack = stackFixture([
    device('254:1', { name: 'root', mounts: [mountFixture('/')], bases: on('254:0') }),
    device('254:0', { name: 'crypt', bases: on('8:2') }),
    device('254:2', { name: 'guest', bases: on('8:3') }),
    deviceFixture('8:2', { name: 'sda2', kind: 'partition', kname: 'sda2', openedBy: [] }),
    deviceFixture('8:3', { name: 'sda3', kind: 'partition', kname: 'sda3', openedBy: [] }),
  ]);

  test('is never taken down, from wherever it is asked for', () => {
    expect(kinds(stack, 'name:254:1')).toEqual(['system root']);
    expect(kinds(stack, 'name:254:0')).toEqual(['system root']);
    expect(kinds(stack, 'name:8:2', 'free')).toEqual(['system root']);
    expect(kinds(stack, 'name:254:2')).toEqual([]);
  });

  test('is protected by a walk of its own, even when a plan was made that should not be', () => {
    const hidden = stackFixture(
      stack.devices.map((each) =>
        each.devNo === '254:1' ? { ...each, kind: 'partition' as const, dm: null } : each,
      ),
    );
    const plan = planFor({ kind: 'remove', device: { identity: 'name:254:0' } }, hidden);
    expect(plan.steps.map((step) => step.device.name)).toEqual(['crypt']);
    expect(systemRefusals(indexStack(hidden), plan.steps, []).map(({ cause }) => cause)).toEqual([
      'The running system stands on it: / is on root (254:1), which stands on crypt (254:0).',
    ]);
  });

  test('is resumed and cleared like anything else', () => {
    const dm = mappedFixture({ isSuspended: true, hasInactiveTable: true });
    const stuck = stackFixture(stack.devices.map((each) => (each.name === 'root' ? { ...each, dm } : each)));
    for (const kind of ['resume', 'clear'] as const) {
      expect(planFor({ kind, device: { identity: 'name:254:1' } }, stuck).refusals).toEqual([]);
    }
  });

  test('is not what a container has for its root', () => {
    const [root, ...others] = stack.devices;
    const mount = { ...mountFixture('/'), namespacePid: 900 };
    const contained = stackFixture([...(root ? [{ ...root, mounts: [mount] }] : []), ...others]);
    expect(kinds(contained, 'name:254:0')).toEqual(['mounted root']);
  });
});

describe('a plan', () => {
  test('asks for the tool of each layer, and says which is missing', () => {
    const md = deviceFixture('9:1', { kind: 'md', kname: 'md1', name: 'md1', openedBy: [] });
    const stack = stackFixture([md]);
    const told = (tools: readonly string[] | null) => ({ ...stack, host: { ...stack.host, tools } });
    expect(kinds(told(['mdadm']), 'name:9:1')).toEqual([]);
    expect(kinds(told(['dmsetup']), 'name:9:1')).toEqual(['tool-missing ']);
    expect(
      planFor({ kind: 'remove', device: { identity: 'name:9:1' } }, told(null)).warnings.map(
        ({ kind }) => kind,
      ),
    ).toEqual(['may-return', 'tools-not-seen']);
  });

  test('takes nbd-client where that connected it, or is the only one there', () => {
    const nbd = deviceFixture('43:0', {
      kind: 'nbd',
      kname: 'nbd0',
      nbd: { pid: 7, serverPids: [7], files: [] },
      openedBy: [],
    });
    const client = { pid: 7, command: 'nbd-client', workload: null, fdCount: 1 };
    const toolFor = (each: Device, tools: readonly string[] | null) => {
      const stack = stackFixture([each]);
      const plan = planFor(
        { kind: 'remove', device: { identity: 'name:43:0' } },
        { ...stack, host: { ...stack.host, tools } },
      );
      expect(plan.refusals).toEqual([]);
      return plan.steps[0]?.argv.join(' ');
    };
    expect(toolFor(nbd, null)).toBe('qemu-nbd -d /dev/nbd0');
    expect(toolFor(nbd, ['nbd-client'])).toBe('nbd-client -d /dev/nbd0');
    expect(toolFor({ ...nbd, openedBy: [client] }, ['nbd-client', 'qemu-nbd'])).toBe(
      'nbd-client -d /dev/nbd0',
    );
  });

  test.each(['absent', 'late', 'failed', 'own'] as const)(
    'does not remove what has no open count while a list of its users is not known: %s',
    (why) => {
      for (const kind of ['loop', 'nbd', 'md'] as const) {
        const uncounted = deviceFixture('7:0', { kind, kname: `${kind}0`, name: `${kind}0`, openedBy: [] });
        const whole = stackFixture([uncounted]);
        expect(kinds(whole, 'name:7:0')).toEqual([]);
        for (const source of SOURCES_OF_KIND[kind]) {
          const host = { ...whole.host, userSourceGaps: [{ source, why, note: '' }] };
          expect(kinds({ ...whole, host }, 'name:7:0')).toEqual([`users-unknown ${kind}0`]);
          expect(kinds({ ...whole, host }, 'name:7:0', 'free')).toEqual([`users-unknown ${kind}0`]);
        }
      }
    },
  );

  test('refuses to free what nothing stands on and something uses', () => {
    const free = (told: Partial<Device>) =>
      planFor(
        { kind: 'free', device: { identity: 'name:8:1' } },
        stackFixture([deviceFixture('8:1', { kind: 'partition', name: 'sda1', openedBy: [], ...told })]),
      );
    expect(free({}).warnings.map(({ sentence }) => sentence)).toContain(
      'sda1 (8:1) has no holders and no users.',
    );
    const uses: readonly Partial<Device>[] = [
      ...['/', '/boot', '/home', '/srv'].map((point) => ({ mounts: [mountFixture(point)] })),
      { swap: { priority: 0, usedBytes: 0 } },
      { swapFiles: ['/swap'] },
      { kernelUsers: [{ kind: 'journal', mountPoint: '' }] },
      { kernelUsers: [{ kind: 'file-system', type: 'ext4' }] },
      { kernelUsers: [{ kind: 'member', type: 'btrfs', id: 'a', mountPoint: '/m' }] },
      { openedBy: [{ pid: 1, command: 'sh', workload: null, fdCount: 0, ways: ['mapping'] }] },
      { fileSystem: { type: 'zfs_member', label: '', uuid: '' } },
    ];
    for (const use of uses) {
      const plan = free(use);
      expect(isRunnable(plan)).toBe(false);
      expect(plan.warnings.map(({ kind }) => kind)).not.toContain('nothing-to-do');
    }
  });

  test('leaves to cryptsetup what cryptsetup put below its own device', () => {
    const id = 'a94265f649924309845e764848bdddc6';
    const crypt = (devNo: DevNo, name: string, type: string, bases: Device['bases']) =>
      deviceFixture(devNo, {
        name,
        openedBy: [],
        bases,
        dm: mappedFixture({ rawName: name, uuid: `CRYPT-${type}-${id}-${name}` }),
      });
    const stack = stackFixture([
      crypt('254:1', 'both', 'LUKS2', on('254:0')),
      crypt('254:0', 'both_dif', 'INTEGRITY', on('7:0')),
    ]);
    const plan = planFor({ kind: 'remove', device: { identity: 'name:254:0' } }, stack);
    expect(plan.steps.map(({ argv }) => argv.join(' '))).toEqual(['cryptsetup close -- both']);
    expect(plan.goal).toMatchObject([{ claim: 'is-gone', device: { name: 'both_dif' } }]);
  });

  test('is refused for a device that is not there, and for devices that stand on each other', () => {
    expect(kinds(stackFixture([]), 'dm:LVM-gone')).toEqual(['no-such-device ']);
    const circle = stackFixture([
      device('254:0', { name: 'a', bases: on('254:1') }),
      device('254:1', { name: 'b', bases: on('254:0') }),
    ]);
    expect(kinds(circle, 'name:254:0')).toContain('no-way a');
  });

  test('says what a resume would put in place, and what stays stuck', () => {
    const inactiveSegments = [{ startSector: 0, lengthSectors: 8, target: 'error', args: '' }];
    const dm = mappedFixture({ isSuspended: true, hasInactiveTable: true, inactiveSegments });
    const stack = stackFixture([
      deviceFixture('254:1', { dm, bases: on('254:0') }),
      deviceFixture('254:0', { dm: mappedFixture({ isSuspended: true }) }),
    ]);
    const plan = planFor({ kind: 'resume', device: { identity: 'name:254:1' } }, stack);
    expect(plan.warnings.map(({ kind }) => kind)).toEqual(['new-table', 'still-stuck']);
    expect(plan.warnings[0]?.sentence).toContain('(0 8 error )');
  });

  test('of a deep stack is made in linear time', () => {
    const depth = 20_000;
    const devices = Array.from({ length: depth }, (_, i) =>
      device(`254:${i}`, { name: `d${i}`, bases: i === 0 ? [] : on(`254:${i - 1}`) }),
    );
    const stack = stackFixture(devices);
    const spentMs = cpuMs(() => {
      const { steps } = planFor({ kind: 'remove', device: { identity: 'name:254:0' } }, stack);
      expect(steps.length).toBe(depth);
    });
    expect(spentMs).toBeLessThan(10_000);
  });
});
