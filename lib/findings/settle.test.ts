import { describe, expect, test } from 'vitest';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Opener, StuckProcess } from '../stack/device-users.ts';
import type { Stack } from '../stack/stack.ts';
import { findings } from './findings.ts';
import { lvmFixture, lvmUuid, on } from './leaky-host.fixture.ts';
import { PASSING, WELL, withCommand, withOpeners } from './passing.fixture.ts';
import { createWatchFixture } from './watch.fixture.ts';

const raisedIn = (found: ReturnType<typeof findings>) =>
  found.filter(({ severity }) => severity !== 'notice').map(({ rule }) => rule);

const cases = PASSING.map(({ rule, stack }) => ({ rule, stack, well: WELL }));

describe('a state that commands leave for a moment', () => {
  test.each(cases)('is told for what it is in a single look: $rule', ({ rule, stack }) => {
    expect(raisedIn(findings(stack))).toContain(rule);
    expect(raisedIn(findings(withCommand(stack, 'postgres')))).toContain(rule);
  });

  test.each(cases)(
    'is a notice about the command that is at work, and offers nothing: $rule',
    ({ stack }) => {
      const found = findings(withCommand(stack, 'lvconvert'));
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ rule: 'at-work', severity: 'notice', intent: null });
      expect(found[0]?.title).toMatch(/^lvconvert, process 2457, is at work on \S/);
      expect(found[0]?.evidence).toContainEqual({
        section: 'open-files',
        quote: 'sda is open by lvconvert (process 2457)',
      });
    },
  );

  test.each(cases)('is raised when it has stayed so, and not before: $rule', ({ rule, stack, well }) => {
    const watch = createWatchFixture();
    watch.look(well, 0);
    const wait = rule === 'suspended' ? 15 : 30;
    for (let s = 2; s < wait + 2; s += 2)
      expect(raisedIn(watch.look(stack, s * 1000)), `after ${s} s`).toEqual([]);
    expect(raisedIn(watch.look(stack, (wait + 2) * 1000))).toContain(rule);
  });

  test.each(cases)('is raised beside a command that does not end: $rule', ({ rule, stack, well }) => {
    const watch = createWatchFixture();
    watch.look(well, 0);
    const stuck = withCommand(stack, 'lvm');
    const wait = rule === 'suspended' ? 30 : 60;
    for (let s = 2; s < wait + 2; s += 2)
      expect(raisedIn(watch.look(stuck, s * 1000)), `after ${s} s`).toEqual([]);
    expect(raisedIn(watch.look(stuck, (wait + 2) * 1000))).toContain(rule);
  });

  test.each(cases)('begins anew when it was gone in between: $rule', ({ stack, well }) => {
    const watch = createWatchFixture();
    watch.look(well, 0);
    for (let s = 2; s < 120; s += 2) {
      const isGone = s % 10 === 0;
      expect(raisedIn(watch.look(isGone ? well : stack, s * 1000)), `after ${s} s`).toEqual([]);
    }
  });

  test.each(cases)('stays raised once it is, whatever command comes by: $rule', ({ rule, stack }) => {
    const watch = createWatchFixture();
    expect(raisedIn(watch.look(withCommand(stack, 'postgres'), 0))).toContain(rule);
    for (let s = 2; s <= 70; s += 2) watch.look(withCommand(stack, 'postgres'), s * 1000);
    expect(raisedIn(watch.look(withCommand(stack, 'lvcreate'), 72_000))).toContain(rule);
  });
});

describe('a snapshot that fills', () => {
  const filled = (sectors: number): Stack => {
    const segments = [
      {
        startSector: 0,
        lengthSectors: 4096,
        target: 'snapshot',
        args: '8:0 8:0 P 8',
        status: `${sectors}/1000 8`,
      },
    ];
    const bases = [on('8:0', 'origin'), on('8:0', 'cow')];
    const snap = lvmFixture(0, 'vg-snap', lvmUuid('vg', 'snap'), {
      target: 'snapshot',
      args: '',
      bases,
      dm: { segments },
    });
    return stackFixture([snap, ...WELL.devices.slice(1)]);
  };
  const severityAt = (watch: ReturnType<typeof createWatchFixture>, sectors: number, seconds: number) =>
    watch.look(filled(sectors), seconds * 1000).find(({ rule }) => rule === 'snapshot-full')?.severity;

  test('in a burst of writes is told at once, and raised only when that goes on', () => {
    const watch = createWatchFixture();
    const filling = [10, 10, 200, 200, 200, 200, 200].map((sectors, i) => severityAt(watch, sectors, i * 5));
    expect(filling).toEqual([undefined, undefined, 'notice', 'notice', 'notice', undefined, undefined]);
    const lasting = Array.from({ length: 10 }, (_, i) => severityAt(watch, 210 + i * 10, 35 + i * 5));
    expect(lasting.slice(0, 6)).toEqual(Array(6).fill('notice'));
    expect(lasting.at(-1)).toBe('warning');
  });

  test('is told for what it is in a single look, whatever command is at work', () => {
    expect(raisedIn(findings(withCommand(filled(990), 'lvextend')))).toEqual(['snapshot-full']);
  });
});

describe('the first look', () => {
  const [{ stack: suspended }] = PASSING as [(typeof PASSING)[number]];
  const coreOnly = (stack: Stack): Stack => ({
    ...stack,
    devices: stack.devices.map((device) => ({ ...device, openedBy: null })),
  });

  test('comes in parts: what a later one tells of is not new', () => {
    const watch = createWatchFixture();
    watch.look(coreOnly(WELL), 0);
    watch.look(coreOnly(WELL), 1000);
    expect(raisedIn(watch.look(suspended, 3000))).toEqual(['suspended']);
  });

  test('ends where nobody tells who has devices open', () => {
    const watch = createWatchFixture();
    for (let s = 0; s < 20; s += 2) watch.look(coreOnly(WELL), s * 1000);
    expect(raisedIn(watch.look(coreOnly(suspended), 20_000))).toEqual([]);
  });

  test('is one again after a long silence, and not after a short one', () => {
    for (const [seconds, raised] of [
      [50, []],
      [70, ['suspended']],
    ] as const) {
      const watch = createWatchFixture();
      watch.look(WELL, 0);
      expect(raisedIn(watch.look(suspended, seconds * 1000))).toEqual(raised);
    }
  });
});

describe('two captures', () => {
  const [{ stack: suspended }] = PASSING as [(typeof PASSING)[number]];
  const at = (stack: Stack, seconds: number): Stack => ({
    ...stack,
    host: { ...stack.host, timeSeconds: stack.host.timeSeconds + seconds },
  });

  test.each([
    ['was not so a moment ago', at(suspended, 10), WELL, []],
    ['was not so long ago', at(suspended, 40), WELL, ['suspended']],
    ['was so before', at(suspended, 10), suspended, ['suspended']],
    ['was so before, with a command at work', at(withCommand(suspended, 'lvm'), 10), suspended, []],
    [
      'was so for long, with a command at work',
      at(withCommand(suspended, 'lvm'), 300),
      suspended,
      ['suspended'],
    ],
    ['was taken with the clock ahead', at(suspended, -40), WELL, ['suspended']],
  ])('tell whether it stays: it %s', (_, stack, previous, raised) => {
    expect(raisedIn(findings(stack, previous))).toEqual(raised);
  });
});

describe('who is at work', () => {
  const [{ stack: suspended }] = PASSING as [(typeof PASSING)[number]];

  test.each([
    'lvm',
    'lvcreate',
    'lvremove',
    'pvmove',
    'vgchange',
    'pvscan',
    'dmeventd',
    'lvmpolld',
    'dmsetup',
    'cryptsetup',
    'systemd-cryptse',
    'mdadm',
    'multipath',
    'kpartx',
  ])('%s', (command) => {
    expect(findings(withCommand(suspended, command)).map(({ rule }) => rule)).toEqual(['at-work']);
  });

  test.each([
    'pvs',
    'vgs',
    'lvs',
    'lvdisplay',
    'lvscan',
    'blkid',
    'qemu-system-x86',
    'lvm2-exporter',
    'multipathd',
    '',
  ])('not "%s", which only reports, uses a disk or watches its paths', (command) => {
    expect(raisedIn(findings(withCommand(suspended, command)))).toEqual(['suspended']);
  });

  test('not a command that hangs on what is suspended', () => {
    const opener: Opener = { pid: 2457, command: 'lvcreate', workload: null, fdCount: 1 };
    const onBoth = withOpeners(withCommand(suspended, 'lvcreate'), '254:0', [opener]);
    const stuck: StuckProcess = { ...opener, waitsIn: 'blkdev_direct_IO' };
    const withStuck = { ...onBoth, host: { ...onBoth.host, stuckProcesses: [stuck] } };
    expect(raisedIn(findings(withStuck))).toEqual(['suspended']);
    expect(raisedIn(findings(onBoth))).toEqual([]);
  });

  test('multipath, on a map of its own', () => {
    const mpath = lvmFixture(0, 'mpatha', 'mpath-3600', {
      target: 'multipath',
      args: '0 0 1 1 round-robin 0 1 1 8:0 1',
      bases: [on('8:0', 'path')],
      dm: { isSuspended: true },
    });
    const host = stackFixture([mpath, deviceFixture('8:0', { kind: 'disk', openedBy: [] })]);
    const held = withOpeners(host, '254:0', [{ pid: 7, command: 'multipathd', workload: null, fdCount: 1 }]);
    expect(raisedIn(findings(host))).toEqual(['suspended']);
    expect(findings(held).map(({ title }) => title)).toEqual(['multipathd, process 7, is at work on mpatha']);
  });

  test('on other disks is none of this one’s business', () => {
    const other = deviceFixture('8:16', { kind: 'disk', kname: 'sdb', name: 'sdb', identity: 'wwn:2' });
    const host = { ...suspended, devices: [...suspended.devices, other] };
    const busy = withOpeners(host, '8:16', [{ pid: 7, command: 'lvcreate', workload: null, fdCount: 1 }]);
    expect(raisedIn(findings(busy))).toEqual(['suspended']);
  });

  test('two commands are told apart, and each by what it works on', () => {
    const sdb = deviceFixture('8:16', { kind: 'disk', kname: 'sdb', name: 'sdb', identity: 'wwn:2' });
    const db = lvmFixture(5, 'other-db-cow', lvmUuid('other', 'db', 'cow'), {
      target: 'linear',
      args: '8:16 0',
      bases: [on('8:16', 'data')],
    });
    const host = { ...suspended, devices: [...suspended.devices, db, sdb] };
    const one = withCommand(host, 'pvmove', 90);
    const both = withOpeners(one, '8:16', [{ pid: 7, command: 'lvremove', workload: null, fdCount: 1 }]);
    expect(findings(both).map(({ title }) => title)).toEqual([
      'pvmove, process 90, is at work on vg/web',
      'lvremove, process 7, is at work on other-db-cow',
    ]);
    expect(new Set(findings(both).map(({ id }) => id)).size).toBe(2);
  });

  test('a command’s name is printable, whatever it calls itself', () => {
    const found = findings(withCommand(suspended, 'dmsetup'));
    expect(found[0]?.title).not.toMatch(/[\x00-\x1f]/);
  });
});
