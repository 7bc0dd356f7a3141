import { expect, test } from 'vitest';
import { ODD, outputOf, THIN } from './lvm-outputs.fixture.ts';
import { lvmReaders } from './lvm-readers.ts';

const [reader] = lvmReaders;

function read(text: string, command = '') {
  const reading = reader?.read(outputOf(text, command));
  if (!reading) throw new Error('it was not read');
  return reading;
}

const MIB = 2 ** 20;
const rounded = (mebibytes: number) => ({ bytes: mebibytes * MIB, isRounded: true });
const ACTIVE = { isSuspended: false, hasLiveTable: true };

test('active volumes of a thin pool are devices, and the inactive ones are none', () => {
  const { devices, ignored, whole, command } = read(THIN);
  expect(devices).toEqual([
    {
      ref: { dmName: 'vg-from--golden', path: 'vg/from-golden' },
      at: 2,
      type: 'lvm',
      size: rounded(40),
      isReadOnly: false,
      dm: ACTIVE,
      health: expect.anything(),
    },
    { ref: { dmName: 'vg-pool' }, at: 5, type: 'lvm', size: rounded(200), health: expect.anything() },
    {
      ref: { dmName: 'vg-pool_tdata' },
      at: 6,
      type: 'lvm',
      size: rounded(200),
      isReadOnly: false,
      dm: ACTIVE,
      bases: [{ kname: 'ubda' }],
    },
    {
      ref: { dmName: 'vg-pool_tmeta' },
      at: 7,
      type: 'lvm',
      size: rounded(4),
      isReadOnly: false,
      dm: ACTIVE,
      bases: [{ kname: 'ubdb' }],
    },
    {
      ref: { dmName: 'vg-thin1--snap', path: 'vg/thin1-snap' },
      at: 8,
      type: 'lvm',
      size: rounded(100),
      isReadOnly: false,
      dm: ACTIVE,
      health: expect.anything(),
    },
  ]);
  expect(ignored).toEqual([]);
  expect(whole).toEqual([]);
  expect(command).toBe('lvs');
});

test('bases are told of plain volumes only, and never those of origins, snapshots, raid and missing PVs', () => {
  const { devices } = read(ODD);
  expect(devices.map(({ ref, bases }) => [ref.dmName, bases])).toEqual([
    ['vg--all-moving', [{ dmName: 'vg--all-pvmove0' }]],
    ['vg--all-origin', undefined],
    ['vg--all-raid1', undefined],
    ['vg--all-raid1_rimage_0', [{ kname: 'ubda' }]],
    ['vg--all-readonly', [{ kname: 'ubda' }]],
    ['vg--all-snap--full', undefined],
    ['vg--all-striped', [{ kname: 'ubda' }, { dmName: 'mpathb' }]],
    ['vg--all-two--segments', [{ kname: 'ubda' }, { kname: 'ubdb' }]],
    ['vg--lost-half--gone', undefined],
  ]);
});

test('suspended and read-only volumes are told, and the size of a snapshot is not that of its changes', () => {
  const { devices } = read(ODD);
  const byName = new Map(devices.map((facts) => [facts.ref.path, facts]));
  expect(byName.get('vg-all/striped')?.dm).toEqual({ isSuspended: true });
  expect(byName.get('vg-all/readonly')?.isReadOnly).toBe(true);
  expect(byName.get('vg-all/snap-full')).not.toHaveProperty('size');
  expect(byName.get('vg-all/origin')?.size).toEqual(rounded(24));
});

test('device numbers, UUIDs and exact sizes come from their columns', () => {
  const text = `  LV   VG   Attr       LSize       VG UUID                                LV UUID                                KMaj KMin
  root rhel -wi-ao---- 8589934592B   aaaaaa-bbbb-cccc-dddd-eeee-ffff-gggggg hhhhhh-iiii-jjjj-kkkk-llll-mmmm-nnnnnn  253    0
  old  rhel -wi------- 8589934592B   aaaaaa-bbbb-cccc-dddd-eeee-ffff-gggggg oooooo-iiii-jjjj-kkkk-llll-mmmm-nnnnnn   -1   -1
`;
  expect(read(text, 'lvs --units b -o lv_name,vg_name,lv_attr').devices).toEqual([
    {
      ref: {
        dmName: 'rhel-root',
        path: 'rhel/root',
        dmUuid: 'LVM-aaaaaabbbbccccddddeeeeffffgggggghhhhhhiiiijjjjkkkkllllmmmmnnnnnn',
        devNo: '253:0',
      },
      at: 2,
      type: 'lvm',
      size: { bytes: 8589934592, isRounded: false },
      isReadOnly: false,
      dm: ACTIVE,
    },
  ]);
});

test('without Attr a volume is a device only where its kernel number is printed', () => {
  expect(read('  LV   VG   LSize\n  root rhel 8.00g\n').devices).toEqual([]);
  const withNumbers =
    '  LV   VG   LSize KMaj KMin Type  \n  root rhel 8.00g  253    0 linear\n  old  rhel 8.00g   -1   -1 linear\n';
  expect(read(withNumbers).devices.map(({ ref }) => ref)).toEqual([
    { dmName: 'rhel-root', path: 'rhel/root', devNo: '253:0' },
  ]);
});

test('a mapped device without a live table is there', () => {
  const text =
    '  LV VG Attr       LSize\n  a  vg -wi-i----- 4.00m\n  b  vg -wi-d----- 4.00m\n  c  vg -wi-XX--X- 4.00m\n';
  expect(read(text).devices.map(({ ref, dm }) => [ref.dmName, dm])).toEqual([
    ['vg-a', { hasLiveTable: false, hasInactiveTable: true }],
    ['vg-b', { hasLiveTable: false, hasInactiveTable: false }],
  ]);
});

test('old versions, commas and warnings between the rows are read', () => {
  const text = `  File descriptor 7 (pipe:[1234]) leaked on lvs invocation. Parent PID 1: bash
  LV            VG      Attr      LSize   Pool Origin Data%  Move Log Copy%  Convert
  web-1-disk    guests  -wi-ao--- 100.00g                                           
  WARNING: Device for PV x not found or rejected by a filter.
  Couldn't find device with uuid Ppppp1-qqq1-rrr1-sss1-ttt1-uuu1-vvvvv1.
  data          guests  -wi-ao--- 847,39g
`;
  const { devices, ignored } = read(text);
  expect(devices.map(({ ref, size }) => [ref.dmName, size])).toEqual([
    ['guests-web--1--disk', { bytes: 100 * 2 ** 30, isRounded: true }],
    ['guests-data', { bytes: Math.round(847.39 * 2 ** 30), isRounded: true }],
  ]);
  expect(ignored.map(({ at, why }) => [at, why])).toEqual([
    [1, 'warning of LVM'],
    [4, 'warning of LVM'],
  ]);
});

test('a paste whose blanks were lost is read as far as its words are sure', () => {
  const text =
    'LV VG Attr LSize Pool Origin Data% Meta% Move Log Cpy%Sync Convert\nroot rhel -wi-ao---- 8.00g\nthin rhel Vwi-a-tz-- 4.00g pool 12.50\n';
  expect(read(text).devices.map(({ ref, size }) => [ref.path, size?.bytes])).toEqual([
    ['rhel/root', 8 * 2 ** 30],
    ['rhel/thin', 4 * 2 ** 30],
  ]);
});

test('a first line that lost its indent is read with the others', () => {
  const text =
    'LV   VG     Attr       LSize   Pool Origin\n  root centos -wi-ao---- <17.00g             \n  swap centos -wi-ao----   2.00g             \n';
  expect(read(text).devices.map(({ ref, size }) => [ref.path, size?.bytes])).toEqual([
    ['centos/root', 17 * 2 ** 30],
    ['centos/swap', 2 * 2 ** 30],
  ]);
});
