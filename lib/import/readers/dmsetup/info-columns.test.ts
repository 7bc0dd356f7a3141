import { expect, test } from 'vitest';
import { devicesOf, kindsOfText, readingOfText } from './reader.fixture.ts';

const SWAP = 'LVM-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb2';
const swap = {
  ref: { devNo: '253:1', dmName: 'vg-swap', dmUuid: SWAP },
  dm: {
    openCount: 2,
    eventNumber: 0,
    segmentCount: 1,
    hasLiveTable: true,
    hasInactiveTable: false,
    isSuspended: false,
    isReadOnly: false,
  },
};

test('the usual columns tell all mapped devices', () => {
  const { devices, whole, ignored } = readingOfText(
    'dmsetup info -c',
    `Name    Maj Min Stat Open Targ Event  UUID
vg-swap 253   1 L--w    2    1      0 ${SWAP}
mpatha1 253   3 L--w    0    1      0 part1-mpath-36001405d1
`,
  );
  expect(devices[0]).toEqual({ ...swap, at: 2 });
  expect(devices[1]?.ref).toEqual({ devNo: '253:3', dmName: 'mpatha1', dmUuid: 'part1-mpath-36001405d1' });
  expect(whole).toEqual(['mapped']);
  expect(ignored).toEqual([]);
});

test('a device with an inactive table only is read as such', () => {
  const [device] = devicesOf(
    'dmsetup info -c',
    `Name             Maj Min Stat Open Targ Event  UUID                                                                
vg1-lg1          252   0 -Isw    0    0      0 LVM-Mv9PDG4mg01sssx8uASu77CBsqMW8OcWh4CsbY1qrJUfXygQunvOHjTxYgLWmUN1
`,
  );
  expect(device).toMatchObject({
    ref: { devNo: '252:0', dmName: 'vg1-lg1' },
    dm: { hasLiveTable: false, hasInactiveTable: true, isSuspended: true, segmentCount: 0 },
  });
});

test('rows that grep took the headings from are known by their attributes', () => {
  const text = `vg_b-ext                           252   0 L--w    1    1      0 LVM-Mv9PDG4mg01sssx8uASu77CBsqMW8OcWh4CsbY1qrJUfXygQunvOHjTxYgLWmUN1
vg_a-projects                      252   3 L--w    1    1      0 LVM-SoC9PDG4mg01sssx8uASu77CBsqMW8OcWh4CsbY1qrJUfXygQunvOHjTxYgLWmUN2
vg_a-quarantine2                   252   4 L--w    1    1      0 LVM-SoC9PDG4mg01sssx8uASu77CBsqMW8OcWh4CsbY1qrJUfXygQunvOHjTxYgLWmUN3
`;
  for (const command of ['', 'dmsetup info -c | grep vg_']) {
    const { devices, whole } = readingOfText(command, text);
    expect(devices.map(({ ref }) => [ref.dmName, ref.devNo])).toEqual([
      ['vg_b-ext', '252:0'],
      ['vg_a-projects', '252:3'],
      ['vg_a-quarantine2', '252:4'],
    ]);
    expect(whole).toEqual([]);
  }
});

test('names with blanks or other letters, and devices without a UUID, keep their columns', () => {
  const [blank, letters] = devicesOf(
    'dmsetup info -c',
    `Name             Maj Min Stat Open Targ Event  UUID
with blank here  253   1 L--w    2    1      0
größe            253   2 L-sr    0    1      0 x
`,
  );
  expect(blank?.ref).toEqual({ devNo: '253:1', dmName: 'with blank here' });
  expect(letters).toMatchObject({
    ref: { dmName: 'größe', dmUuid: 'x' },
    dm: { isSuspended: true, isReadOnly: true },
  });
});

test('columns that were asked for stand where their headings do, even empty', () => {
  const { devices } = readingOfText(
    'dmsetup info -c -o name,blkdevname,uuid,tables_loaded,suspended,readonly,devnos_used,names_using_dev',
    `Name             BlkDevName       UUID   Tables   Suspended Read-only DevNosUsed       RefNames
with blank       dm-3                    Both     Active    Writeable 8:2,7:0          vg-a,vg-b
other            dm-4             LVM-x  Inactive Suspended Read-only                          
`,
  );
  expect(devices).toEqual([
    {
      ref: { kname: 'dm-3', dmName: 'with blank' },
      at: 2,
      dm: { isSuspended: false, isReadOnly: false, hasLiveTable: true, hasInactiveTable: true },
      bases: [{ devNo: '8:2' }, { devNo: '7:0' }],
      holders: [{ dmName: 'vg-a' }, { dmName: 'vg-b' }],
    },
    {
      ref: { kname: 'dm-4', dmName: 'other', dmUuid: 'LVM-x' },
      at: 3,
      dm: { isSuspended: true, isReadOnly: true, hasLiveTable: false, hasInactiveTable: true },
      bases: [],
      holders: [],
    },
  ]);
});

test.each([
  ['dmsetup info -c --separator "|"', 'Name|Maj|Min|Stat|Open|Targ|Event|UUID\nvg-swap|253|1|L--w|2|1|0|'],
  ['', 'Name|Maj|Min|Stat|Open|Targ|Event|UUID\nvg-swap|253|1|L--w|2|1|0|'],
  ['', 'Name\tMaj\tMin\tStat\tOpen\tTarg\tEvent\tUUID\nvg-swap\t253\t1\tL--w\t2\t1\t0\t'],
  ['dmsetup --noheadings info -c', 'vg-swap:253:1:L--w:2:1:0:'],
  ['dmsetup info -c --noheadings --separator "::"', 'vg-swap::253::1::L--w::2::1::0::'],
  ['', 'vg-swap:253:1:L--w:2:1:0:'],
  [
    'dmsetup info -c --headings full',
    'name    major minor attr open segments events uuid\nvg-swap   253     1 L--w    2        1      0 ',
  ],
])('%s with any separator tells the same: %j', (command, row) => {
  const [device] = devicesOf(command, `${row}${SWAP}\n`);
  expect(device).toEqual({ ...swap, at: row.includes('\n') ? 2 : 1 });
});

test('a separator within a name or number belongs to it', () => {
  expect(devicesOf('dmsetup info -c --noheadings -o name,devno,open', 'docker-253:4-1: x:253:7:1\n')).toEqual(
    [{ ref: { devNo: '253:7', dmName: 'docker-253:4-1: x' }, at: 1, dm: { openCount: 1 } }],
  );
});

test.each([
  [
    'dmsetup info -c --nameprefixes --noheadings',
    "DM_NAME='vg-swap':DM_MAJOR='253':DM_MINOR='1':DM_OPEN='2'",
  ],
  [
    'dmsetup info -c --nameprefixes',
    "Name Maj Min Open\nDM_NAME='vg-swap' DM_MAJOR='253' DM_MINOR='1' DM_OPEN='2'",
  ],
  ['dmsetup info -c --nameprefixes --unquoted', 'DM_NAME=vg-swap DM_MAJOR=253 DM_MINOR=1 DM_OPEN=2'],
  ['', "DM_NAME='vg-swap' DM_MAJOR='253' DM_MINOR='1' DM_OPEN='2'"],
  ['dmsetup info -c --rows', 'Name vg-swap\nMaj 253\nMin 1\nOpen 2'],
  ['dmsetup info -c --rows --noheadings -o name,major,minor,open', 'vg-swap\n253\n1\n2'],
])('%s tells names, numbers and opens: %j', (command, text) => {
  const [device, another] = devicesOf(command, text);
  expect(device).toMatchObject({ ref: { devNo: '253:1', dmName: 'vg-swap' }, dm: { openCount: 2 } });
  expect(another).toBeUndefined();
});

test('with --rows each line is a column of all devices', () => {
  const expected = [
    { ref: { devNo: '253:1', dmName: 'with blank' }, at: 1, dm: { openCount: 2 } },
    { ref: { devNo: '253:3', dmName: 'mpatha1' }, at: 1, dm: { openCount: 0 } },
  ];
  const rows = 'Name with blank mpatha1   \nMaj 253 253\nMin   1   3\nOpen    2    0\n';
  expect(devicesOf('dmsetup info -c --rows -o name,major,minor,open', rows)).toEqual(expected);
  const pairs =
    "DM_NAME='with blank' DM_NAME='mpatha1'\nDM_MAJOR='253' DM_MAJOR='253'\nDM_MINOR='1' DM_MINOR='3'\nDM_OPEN='2' DM_OPEN='0'\n";
  expect(devicesOf('dmsetup info -c --rows --nameprefixes -o name,major,minor,open', pairs)).toEqual(
    expected,
  );
});

test('a list of names only is one where the command says so', () => {
  expect(readingOfText('dmsetup info -c --noheadings -o name', 'vg-a\nvg-b\n')).toMatchObject({
    devices: [{ ref: { dmName: 'vg-a' } }, { ref: { dmName: 'vg-b' } }],
    whole: ['mapped'],
  });
  expect(kindsOfText('vg-a\nvg-b\n')).toEqual([]);
});

test('columns without a name are of the device that the command names, else of none', () => {
  expect(devicesOf('dmsetup info -c --noheadings -o open,attr vg-lv', '3:L--w\n')).toMatchObject([
    { ref: { dmName: 'vg-lv' }, dm: { openCount: 3, hasLiveTable: true } },
  ]);
  expect(readingOfText('dmsetup info -c --noheadings -o open', '3\n')).toMatchObject({
    devices: [],
    ignored: [{ text: '3', at: 1, why: 'it does not say of which device' }],
  });
});

test('remarks are ignored, and so is a row that does not fit', () => {
  const { devices, whole, ignored } = readingOfText(
    'dmsetup info -c',
    `Name    Maj Min Stat Open Targ Event  UUID
vg-swap 253   1 L--w    2    1      0 ${SWAP}   <-- this one
mpa
mpatha1 253   3 L--w    0    1      0 x
`,
  );
  expect(devices.map(({ ref }) => [ref.dmName, ref.dmUuid])).toEqual([
    ['vg-swap', SWAP],
    ['mpatha1', 'x'],
  ]);
  expect(ignored).toEqual([
    { text: '<-- this one', at: 2, why: 'a remark that somebody added' },
    { text: 'mpa', at: 3, why: 'not part of the output' },
  ]);
  expect(whole).toEqual([]);
});

test('the collector’s own form is read by its command', () => {
  const command = 'dmsetup --manglename none info -c -o major,minor,attr,open,segments,events,uuid,name';
  expect(devicesOf(command, '253\x1f1\x1fL--w\x1f2\x1f1\x1f0\x1f\x1fvg\\x20swap\n')).toMatchObject([
    { ref: { devNo: '253:1', dmName: 'vg\\x20swap' } },
  ]);
});
