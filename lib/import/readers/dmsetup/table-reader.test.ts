import { expect, test } from 'vitest';
import { devicesOf, kindsOfText, readingOfText } from './reader.fixture.ts';

test('a table of all devices tells the lines of each', () => {
  expect(
    readingOfText(
      'dmsetup table',
      `vg-lv: 0 2048 linear 8:2 2048
vg-lv: 2048 2048 linear 8:3 0
docker-253:4-1: x: 0 8 thin 253:1 5
no-table: 
zeroes: 0 8 zero 
`,
    ),
  ).toEqual({
    kind: 'dmsetup-table',
    command: 'dmsetup table',
    path: '',
    devices: [
      { ref: { dmName: 'vg-lv' }, at: 1, table: ['0 2048 linear 8:2 2048', '2048 2048 linear 8:3 0'] },
      { ref: { dmName: 'docker-253:4-1: x' }, at: 3, table: ['0 8 thin 253:1 5'] },
      { ref: { dmName: 'no-table' }, at: 4, table: [] },
      { ref: { dmName: 'zeroes' }, at: 5, table: ['0 8 zero'] },
    ],
    whole: ['tables'],
    ignored: [],
  });
});

test.each([
  ['dmsetup table cache_disk', { dmName: 'cache_disk' }],
  ['dmsetup table -j 253 -m 0', { devNo: '253:0' }],
  ['dmsetup --uuid LVM-x table', { dmUuid: 'LVM-x' }],
])('the name that %s does not print is that of the command', (command, ref) => {
  expect(readingOfText(command, '0 262144 linear 8:16 0\n262144 8192 error \n')).toMatchObject({
    devices: [{ ref, at: 1, table: ['0 262144 linear 8:16 0', '262144 8192 error'] }],
    whole: [],
    ignored: [],
  });
});

test('lines of a device that nothing names are of no device', () => {
  for (const command of ['', 'dmsetup table $dev', 'dmsetup table a b | cut -d: -f2-']) {
    const { devices, ignored } = readingOfText(command, '0 262144 linear 8:16 0\n');
    expect(devices).toEqual([]);
    expect(ignored).toEqual([
      { text: '0 262144 linear 8:16 0', at: 1, why: 'it does not say of which device' },
    ]);
  }
});

test('inactive tables are told apart by the command alone', () => {
  const [device] = devicesOf('dmsetup table --inactive', 'vg-lv: 0 2048 linear 8:2 0\n');
  expect(device).toEqual({ ref: { dmName: 'vg-lv' }, at: 1, inactiveTable: ['0 2048 linear 8:2 0'] });
  expect(kindsOfText('vg-lv: 0 2048 linear 8:2 0\n')).toEqual(['dmsetup-table']);
  expect(readingOfText('dmsetup table --inactive', '')).toMatchObject({
    devices: [],
    whole: ['inactive-tables'],
  });
});

test('statuses tell a full pool and an invalid snapshot', () => {
  expect(
    readingOfText(
      'dmsetup status',
      `vg-pool: 0 167772160 thin-pool 12 1574/1310720 163840/163840 - out_of_data_space discard_passdown queue_if_no_space - 1024 
vg-snap: 0 20971520 snapshot Invalid
nas-lv1: 0 976502784 error 
`,
    ),
  ).toMatchObject({
    devices: [
      {
        ref: { dmName: 'vg-pool' },
        status: [
          '0 167772160 thin-pool 12 1574/1310720 163840/163840 - out_of_data_space discard_passdown queue_if_no_space - 1024',
        ],
      },
      { ref: { dmName: 'vg-snap' }, status: ['0 20971520 snapshot Invalid'] },
      { ref: { dmName: 'nas-lv1' }, status: ['0 976502784 error'] },
    ],
    whole: ['statuses'],
    ignored: [],
  });
});

test('what people write behind a line is no argument', () => {
  const { kind, devices, ignored } = readingOfText(
    '',
    `pool_device: 0 204800 thin-pool 0 13/25600 290/1600 - rw discard_passdown queue_if_no_space -
device3: 0 204800 thin 0 - <--- no file system
device2: 0 204800 thin 16128 204799 <---- just created with ext4 file system
device1_snap: 0 204800 thin 20352 204799 <----- (parent device1)
`,
  );
  expect(kind).toBe('dmsetup-status');
  expect(devices.map(({ ref, status }) => [ref.dmName, status?.[0]])).toEqual([
    ['pool_device', '0 204800 thin-pool 0 13/25600 290/1600 - rw discard_passdown queue_if_no_space -'],
    ['device3', '0 204800 thin 0 -'],
    ['device2', '0 204800 thin 16128 204799'],
    ['device1_snap', '0 204800 thin 20352 204799'],
  ]);
  expect(ignored).toEqual([
    { text: '<--- no file system', at: 2, why: 'a remark that somebody added' },
    { text: '<---- just created with ext4 file system', at: 3, why: 'a remark that somebody added' },
    { text: '<----- (parent device1)', at: 4, why: 'a remark that somebody added' },
  ]);
});

test.each([
  ['vg-lv: 0 8 linear \n', 'dmsetup-status'],
  ['vg-lv: 0 8 linear 8:2 0\n', 'dmsetup-table'],
  ['m: 0 8 multipath 2 0 0 0 1 1 E 0 2 0 8:16 A 0 8:32 F 1\n', 'dmsetup-status'],
  ['m: 0 8 multipath 0 0 1 1 round-robin 0 2 1 8:16 1 8:32 1\n', 'dmsetup-table'],
  ['r: 0 8 raid raid1 2 AA 8/8 idle 0 0 -\n', 'dmsetup-status'],
  ['r: 0 8 raid raid1 3 0 region_size 1024 2 253:0 253:1 253:2 253:3\n', 'dmsetup-table'],
  ['c: 0 8 crypt aes-xts-plain64 :64:logon:x 0 8:3 32768\n', 'dmsetup-table'],
  ['0 8 thin 16128 204799\n', 'dmsetup-status'],
])('without a command the arguments tell what %j is', (text, kind) => {
  expect(kindsOfText(text)).toEqual([kind]);
});

test('prose around a table is ignored', () => {
  const text = 'On my host:\nvg-lv: 0 8 linear 8:2 0\nvg-b: 0 8 linear 8:2 8\nWhat now?\n';
  const { devices, ignored } = readingOfText('', text);
  expect(devices.map(({ ref }) => ref.dmName)).toEqual(['vg-lv', 'vg-b']);
  expect(ignored.map(({ text: line }) => line)).toEqual(['On my host:', 'What now?']);
});

test('prose is no table', () => {
  expect(kindsOfText('I have: 3 4 disks\nand 1 2 more\n')).toEqual([]);
  expect(kindsOfText('vg1-lg1: \n')).toEqual([]);
});

test('--target, a filter or a gap leave the list in parts', () => {
  const text = 'vg-lv: 0 8 linear 8:2 0\n';
  expect(readingOfText('dmsetup table --target linear', text).whole).toEqual([]);
  expect(readingOfText('dmsetup table | grep vg', text).whole).toEqual([]);
  expect(readingOfText('dmsetup table', `${text}[...]\n`)).toMatchObject({
    whole: [],
    ignored: [{ text: '[...]', why: 'lines were left out here' }],
  });
  expect(
    readingOfText('dmsetup table', `${text}  WARNING: Device /dev/sdb has size of 0.\n${text}`).whole,
  ).toEqual(['tables']);
  expect(readingOfText('dmsetup table', `${text}That is all.\n`).whole).toEqual(['tables']);
});

test('an indented table keeps its names', () => {
  expect(devicesOf('dmsetup table', '    vg-lv: 0 8 linear 8:2 0\n    b: \n')).toEqual([
    { ref: { dmName: 'vg-lv' }, at: 1, table: ['0 8 linear 8:2 0'] },
    { ref: { dmName: 'b' }, at: 2, table: [] },
  ]);
});

test('with -v a record names the lines behind it', () => {
  const text = `Name:              vg-lv
State:             ACTIVE
Tables present:    LIVE
Open count:        1
Event number:      0
Major, minor:      253, 2
Number of targets: 1

0 2048 linear 8:2 0

Name:              b
State:             SUSPENDED
Major, minor:      253, 3

0 8 zero 
`;
  for (const command of ['dmsetup -v table', '']) {
    expect(devicesOf(command, text)).toMatchObject([
      { ref: { dmName: 'vg-lv', devNo: '253:2' }, dm: { openCount: 1 }, table: ['0 2048 linear 8:2 0'] },
      { ref: { dmName: 'b', devNo: '253:3' }, dm: { isSuspended: true }, table: ['0 8 zero'] },
    ]);
  }
});

test('no devices at all is the whole list', () => {
  expect(readingOfText('dmsetup table', 'No devices found\n').whole).toEqual(['mapped', 'tables']);
});

test('the status of inactive tables says nothing of the devices as they are', () => {
  expect(readingOfText('dmsetup status --inactive', 'vg-lv: 0 8 linear \n')).toMatchObject({
    devices: [],
    whole: [],
  });
});

test('the concise form tells name, UUID, access and table', () => {
  const text =
    'vg-lv,LVM-abc,3,rw,0 2048 linear 8:2 0,2048 8 error ;odd\\,name,,4,ro,0 8 crypt aes 0123abcd 0 8:3 0;none,,5,rw\n';
  const { devices, whole, ignored } = readingOfText('dmsetup table --concise', text);
  expect(devices).toEqual([
    {
      ref: { dmName: 'vg-lv', dmUuid: 'LVM-abc' },
      at: 1,
      dm: { isReadOnly: false },
      table: ['0 2048 linear 8:2 0', '2048 8 error'],
    },
    {
      ref: { dmName: 'odd,name' },
      at: 1,
      dm: { isReadOnly: true },
      table: ['0 8 crypt aes 00000000 0 8:3 0'],
    },
    { ref: { dmName: 'none' }, at: 1, dm: { isReadOnly: false }, table: [] },
  ]);
  expect(whole).toEqual(['tables']);
  expect(ignored).toEqual([]);
  expect(kindsOfText(text)).toEqual(['dmsetup-table']);
});
