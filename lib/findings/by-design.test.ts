import { describe, expect, test } from 'vitest';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Device, Edge, MappedDevice, Stack } from '../stack/stack.ts';
import { findings } from './findings.ts';
import { type LvmTold, lvmFixture, lvmUuid, on } from './leaky-host.fixture.ts';

/** What LVM means to be so, and what only looks like it. */

const SDA = '8:0';
const DISK = deviceFixture(SDA, { kind: 'disk', kname: 'sda', name: 'sda', identity: 'wwn:1', openedBy: [] });

/** A device on the disk, or on the devices of these minor numbers. */
function table(target: string, args: string, minors: readonly number[] = [], status = ''): LvmTold {
  const bases: readonly Edge[] =
    target === 'error' || target === 'zero'
      ? []
      : minors.length > 0
        ? minors.map((minor) => on(`254:${minor}`, 'data'))
        : [on(SDA, 'data')];
  const segments = [{ startSector: 0, lengthSectors: 2048, target, args, status }];
  return { target, args, bases, dm: { segments, openCount: 0 } };
}

const plain = table('linear', '8:0 0');

function volume(minor: number, name: string, told: LvmTold = plain, dm: Partial<MappedDevice> = {}): Device {
  return lvmFixture(minor, `vg-${name}`, lvmUuid('vg', name.replaceAll('_', '')), {
    ...told,
    dm: { ...told.dm, ...dm },
  });
}

/** `vg-lv-cow`, or `vg-pool_tdata`, with their layer in the UUID. */
function layered(minor: number, name: string, layer: string, told: LvmTold = plain): Device {
  const lv = name.replace(new RegExp(`[-_]${layer}$`), '');
  return lvmFixture(minor, `vg-${name}`, lvmUuid('vg', lv.replaceAll('_', ''), layer), told);
}

const host = (...devices: readonly Device[]): Stack => stackFixture([...devices, DISK]);
const told = (stack: Stack) => findings(stack).map(({ severity, title }) => `${severity}: ${title}`);

describe('a snapshot that is being merged', () => {
  const merge = (status: string, target = 'snapshot-merge'): Stack =>
    host(
      volume(0, 'org', table(target, '254:1 254:2 P 8', [1, 2], status)),
      layered(1, 'org-real', 'real'),
      layered(2, 'snp-cow', 'cow'),
      lvmFixture(3, 'vg-snp', lvmUuid('vg', 'snp'), table('error', '')),
    );

  test.each([
    ['400/1000 8', ['notice: vg/snp is merging into vg/org, 40 % left']],
    ['400/1000', ['notice: vg/snp is merging into vg/org, 40 % left']],
    ['8/1000 8', ['notice: vg/snp is merging into vg/org, 0 % left']],
    ['', ['notice: vg/snp is merging into vg/org']],
    ['nonsense', ['notice: vg/snp is merging into vg/org']],
    ['Merge failed', ['critical: Merging a snapshot into vg/org failed']],
    ['Invalid', ['critical: Merging a snapshot into vg/org failed']],
  ])('is told as far as it has come: %s', (status, titles) => {
    expect(told(merge(status))).toEqual(titles);
  });

  test('is one only with its store below a merge', () => {
    expect(told(merge('', 'snapshot-origin'))).toEqual([
      'warning: vg/snp was cut off: every read and write of it fails',
    ]);
  });
});

describe('an array without an image', () => {
  const array = (status: string, args = '3 0 region_size 1024 3 254:1 254:2 254:3 254:4 - -', name = 'lv') =>
    volume(0, name, table('raid', `raid1 ${args}`, [1, 2, 3, 4], status));
  const images = (name = 'lv', numbers: readonly number[] = [0, 1, 2]) =>
    numbers.flatMap((number, i) => [
      volume(1 + 2 * i, `${name}_rmeta_${number}`),
      volume(2 + 2 * i, `${name}_rimage_${number}`),
    ]);
  const split = ['notice: vg/lv_rimage_2 is a tracked split of vg/lv'];

  test('that was split off to be merged again is whole, and is told how it gets it back', () => {
    const found = findings(host(array('raid1 3 AA- 2048/2048 idle 0 0 -'), ...images()));
    expect(found.map(({ severity, title }) => `${severity}: ${title}`)).toEqual(split);
    expect(found[0]).toMatchObject({
      advice: ['lvconvert --merge vg/lv_rimage_2 puts it back.'],
      intent: null,
    });
    expect(told(host(array(''), ...images()))).toEqual(split);
  });

  test.each([
    [
      'another is dead',
      'raid1 3 AD- 2048/2048 idle 0 0 -',
      ['warning: Array vg/lv has lost a device', ...split],
    ],
    ['none is left', 'raid1 3 DD- 2048/2048 idle 0 0 -', ['critical: Array vg/lv has failed', ...split]],
    [
      'its journal is dead',
      'raid1 3 AA- 2048/2048 idle 0 0 D',
      ['warning: Array vg/lv has lost a device', ...split],
    ],
  ])('and has lost more beside that, is told so: %s', (_, status, titles) => {
    expect(told(host(array(status), ...images()))).toEqual(titles);
  });

  test.each(['raid1 3 AA- 2048/2048 idle 0 0 -', 'raid1 2 A- 2048/2048 idle 0 0 -'])(
    'whose status was read before its table was replaced is not judged by that: %s',
    (status) => {
      const whole = '3 0 region_size 1024 3 254:1 254:2 254:3 254:4 254:5 254:6';
      const top = volume(0, 'lv', table('raid', `raid1 ${whole}`, [1, 2, 3, 4, 5, 6], status));
      expect(told(host(top, ...images()))).toEqual([]);
    },
  );

  test('that nobody split off has lost it', () => {
    const without = host(array('raid1 3 AA- 2048/2048 idle 0 0 -'), ...images('lv', [0, 1]));
    expect(told(without)).toEqual(['warning: Array vg/lv has lost a device']);
    const other = host(array('raid1 3 AA- 2048/2048 idle 0 0 -'), ...images('lv', [0, 1, 3]));
    expect(told(other)).toEqual(['warning: Array vg/lv has lost a device']);
  });

  test.each(['pool_tdata', 'pool_tmeta', 'cp_cpool_cdata', 'lv_corig'])(
    'may be hidden itself: %s',
    (name) => {
      const layer = name.slice(name.lastIndexOf('_') + 1);
      const raid = table(
        'raid',
        'raid1 3 0 region_size 1024 2 254:1 254:2 - -',
        [1, 2],
        'raid1 2 A- 2048/2048 idle 0 0 -',
      );
      const hidden = layered(0, name, layer === 'corig' ? 'real' : layer, raid);
      const top = volume(9, 'top', table('linear', '254:0 0', [0]));
      expect(told(host(hidden, ...images(name, [0, 1]), top))).toEqual([
        `notice: vg/${name}_rimage_1 is a tracked split of vg/${name}`,
      ]);
    },
  );

  test.each(['raid', 'mirror'])(
    'that LVM replaced by errors has lost it, and nothing is removed below it: %s',
    (target) => {
      const kind = target === 'raid' ? 'r' : 'm';
      const [args, status] =
        target === 'raid'
          ? ['raid1 3 0 region_size 1024 2 254:1 254:2 254:3 254:4', 'raid1 2 DA 2048/2048 idle 0 0 -']
          : ['core 1 1024 2 254:2 0 254:4 0', '2 254:2 254:4 2/2 1 DA 1 core'];
      const top = volume(0, 'lv', table(target, args, [1, 2, 3, 4], status));
      const lost = [
        volume(1, 'lv_rmeta_0', table('error', '')),
        volume(2, `lv_${kind}image_0`, table('error', '')),
      ];
      const rest = [volume(3, 'lv_rmeta_1'), volume(4, `lv_${kind}image_1`)];
      expect(told(host(top, ...lost, ...rest))).toEqual(['warning: Array vg/lv has lost a device']);
    },
  );

  test('and of which nothing tells how it is, says what is missing', () => {
    const segments = [
      {
        startSector: 0,
        lengthSectors: 2048,
        target: 'raid',
        args: 'raid1 3 0 2 - 254:1 - 254:2',
        status: null,
      },
    ];
    const top = volume(0, 'lv', { ...table('raid', '', [1, 2]), dm: { segments } });
    const found = findings(host(top, volume(1, 'lv_rimage_0', table('error', '')), volume(2, 'lv_rimage_1')));
    expect(found).toMatchObject([
      { severity: 'warning', title: 'vg/lv is active without its image vg/lv_rimage_0', intent: null },
    ]);
  });
});

describe('a part of a volume by itself', () => {
  const alone = (device: Device) => findings(host(device)).map(({ rule, severity }) => `${rule} ${severity}`);
  const readOnly = { isReadOnly: true };

  test.each([
    ['lv_rimage_0', '', false],
    ['lv_rmeta_1', '', false],
    ['lv_mimage_0', '', true],
    ['lv_mlog', '', true],
    ['pool_tdata', 'tdata', true],
    ['pool_tmeta', 'tmeta', true],
    ['cp_cpool_cdata', 'cdata', true],
    ['fast_cvol', 'cvol', true],
    ['lv_corig', 'real', true],
    ['lv_wcorig', 'real', true],
    ['vpool0_vdata', 'vdata', true],
  ])('was activated by hand: %s', (name, layer, isReadOnly) => {
    const device = layer === '' ? volume(0, name) : layered(0, name, layer);
    const dm = { ...(device.dm as MappedDevice), isReadOnly };
    const [found] = findings(host({ ...device, dm }));
    expect(found).toMatchObject({ rule: 'component-activated', severity: 'notice', intent: null });
    expect(found?.title).toContain('activated by hand');
    expect(found?.advice).toEqual([`When it is no longer needed: lvchange -an vg/${name}.`]);
  });

  test('of one volume are told as one', () => {
    const found = findings(
      host(
        volume(0, 'lv_rimage_0'),
        volume(1, 'lv_rmeta_0'),
        volume(2, 'other_rimage_0'),
        volume(3, 'x', plain, readOnly),
      ),
    );
    expect(found.map(({ title }) => title)).toEqual([
      '2 components are active without vg/lv: components activated by hand, or left by a command',
      "vg/other_rimage_0 (array's image) is active without vg/other: component activated by hand, or left by a command",
    ]);
  });

  test.each([
    ['lv-real', 'real'],
    ['snap-cow', 'cow'],
    ['fast_cvol-cdata', 'cdata'],
    ['fast_cvol-cmeta', 'cmeta'],
    ['vpool0-vpool', 'vpool'],
    ['pool_tdata', 'tdata'],
    ['lv_rimage_0_imeta', 'imeta'],
    ['fast_cvol', 'cvol'],
  ])('was left by a command: %s', (name, layer) => {
    expect(alone(layered(0, name, layer))).toEqual(['lvm-residue warning']);
  });

  test.each(['lv_mimage_0', 'lv_mimagetmp_2', 'lv_mlog', 'lv_rimage_0_iorig', 'pvmove0'])(
    'was left by a command: %s',
    (name) => {
      expect(alone(volume(0, name))).toEqual(['lvm-residue warning']);
    },
  );

  test.each(['rimage_0', 'tdata', '_tdata', 'my_rimage_x', 'pvmove', 'corig', 'lv_corigx'])(
    'is none by its name alone: %s',
    (name) => {
      expect(alone(volume(0, name))).toEqual([]);
    },
  );

  test('is not told where LVM did not make it, or something stands on it', () => {
    expect(alone(lvmFixture(0, 'vg-lv_rimage_0', 'other', plain))).toEqual([]);
    expect(told(host(volume(0, 'lv_rimage_0'), volume(1, 'top', table('linear', '254:0 0', [0]))))).toEqual(
      [],
    );
  });
});

describe('a group on a sparse volume', () => {
  const sparse = (origin: LvmTold, told: Partial<Device> = {}): Stack =>
    host(
      {
        ...lvmFixture(0, 'vg-lv', lvmUuid('vg', 'lv'), table('snapshot', '254:1 254:2 P 8', [1, 2])),
        ...told,
      },
      lvmFixture(1, 'vg-lv_vorigin-real', lvmUuid('vg', 'vor', 'real'), origin),
      layered(2, 'lv-cow', 'cow'),
      lvmFixture(3, 'vg-lv_vorigin', lvmUuid('vg', 'vor'), table('snapshot-origin', '254:1', [1])),
      lvmFixture(4, 'inner-lv', lvmUuid('inner', 'lv'), table('linear', '254:0 2048', [0])),
    );

  test('is the host’s own; one on a snapshot of something is not', () => {
    expect(told(sparse(table('zero', '')))).toEqual([]);
    expect(told(sparse(plain))).toEqual([
      'critical: Guest volume group inner is active inside snapshot vg/lv',
    ]);
  });

  test('is told of when somebody else has the volume open', () => {
    const openedBy = [{ pid: 412, command: 'qemu-system-x86', workload: null, fdCount: 1 }];
    expect(told(sparse(table('zero', ''), { openedBy }))).toEqual([
      'critical: Volume group inner is active here while something else has its disk vg/lv open',
    ]);
  });
});

describe('what works is not offered for removal', () => {
  test('below a device that has other legs', () => {
    const bad = lvmFixture(0, 'disk1', 'x', table('error', ''));
    const good = lvmFixture(1, 'disk2', 'y', plain);
    const md = {
      level: 'raid1',
      state: 'active',
      uuid: 'u',
      totalDisks: 2,
      degradedDisks: 1,
      activity: null,
    };
    const array = deviceFixture('9:0', {
      kind: 'md',
      md,
      bases: [on('254:0', 'faulty'), on('254:1', 'member')],
    });
    const striped = volume(2, 'lv', table('striped', '2 8 254:0 0 254:1 0', [0, 1]));
    for (const top of [array, striped]) {
      const found = findings(host(bad, good, top)).find(({ rule }) => rule === 'cut-off');
      expect(found?.intent, top.name).toBeNull();
    }
    const crypt = lvmFixture(
      2,
      'luks',
      'CRYPT-LUKS2-00000000000000000000000000000000-luks',
      table('crypt', '', [0]),
    );
    expect(findings(host(bad, crypt)).find(({ rule }) => rule === 'cut-off')?.intent?.kind).toBe('remove');
  });

  test('of which only a part is cut off', () => {
    const segments = ['linear', 'error'].map((target, i) => ({
      startSector: i * 1024,
      lengthSectors: 1024,
      target,
      args: target === 'error' ? '' : '8:0 0',
      status: '',
    }));
    expect(findings(host(volume(0, 'lv', { ...plain, dm: { segments } })))).toMatchObject([
      { title: 'vg/lv was cut off: every read and write of a part of it fails', intent: null },
    ]);
  });

  test.each([
    ['beside its array', [volume(0, 'lv_rimage_1', table('error', '')), volume(1, 'lv')], 'cut-off'],
    ['by itself', [volume(0, 'lv_mimage_1', table('error', ''))], 'lvm-residue'],
    ['open', [{ ...volume(0, 'lv_mimage_1', table('error', '')), unexplainedOpens: 1 }], 'cut-off'],
  ])('an image that was replaced and detached is told once: %s', (_, devices, rule) => {
    expect(findings(host(...devices)).map((found) => found.rule)).toEqual([rule]);
  });
});
