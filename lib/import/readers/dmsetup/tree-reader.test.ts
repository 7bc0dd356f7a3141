import { expect, test } from 'vitest';
import { devicesOf, kindsOfText, readingOfText } from './reader.fixture.ts';

const TREE = `guest-data (253:4)
 └─vg-snap (253:3)
    ├─vg-snap-cow (253:2)
    │  └─ (8:2)
    └─vg-lv-real (253:1)
       └─ (8:2)
vg-lv (253:0)
 └─vg-lv-real (253:1)
    └─ (8:2)
`;
const EDGES = {
  'guest-data': ['253:3'],
  'vg-snap': ['253:2', '253:1'],
  'vg-snap-cow': ['8:2'],
  'vg-lv-real': ['8:2'],
  'vg-lv': ['253:1'],
};

/** What each mapped device stands on; null where it is not told. */
function edgesOf(command: string, text: string) {
  const mapped = devicesOf(command, text).filter(({ dm }) => dm !== undefined);
  return Object.fromEntries(
    mapped.map(({ ref, bases }) => [
      ref.dmName,
      bases?.map(({ devNo, dmName, kname }) => devNo ?? kname ?? dmName) ?? null,
    ]),
  );
}

test('a tree tells all mapped devices and what they stand on', () => {
  const { devices, whole, ignored } = readingOfText('dmsetup ls --tree', TREE);
  expect(devices.map(({ ref, at }) => [ref.dmName ?? null, ref.devNo, at])).toEqual([
    ['guest-data', '253:4', 1],
    ['vg-snap', '253:3', 2],
    ['vg-snap-cow', '253:2', 3],
    [null, '8:2', 4],
    ['vg-lv-real', '253:1', 5],
    ['vg-lv', '253:0', 7],
  ]);
  expect(edgesOf('dmsetup ls --tree', TREE)).toEqual(EDGES);
  expect(whole).toEqual(['mapped']);
  expect(ignored).toEqual([]);
});

test('prose around a tree is cut off', () => {
  const { devices, whole, ignored } = readingOfText(
    '',
    `On the host I see this:
vg-snap (253:4)
 └─vg-real (253:2)
    └─ (8:2)
How can I remove the snapshot?
`,
  );
  expect(devices).toEqual([
    {
      ref: { devNo: '253:4', dmName: 'vg-snap' },
      at: 2,
      dm: {},
      bases: [{ devNo: '253:2', dmName: 'vg-real' }],
    },
    { ref: { devNo: '253:2', dmName: 'vg-real' }, at: 3, dm: {}, bases: [{ devNo: '8:2' }] },
    { ref: { devNo: '8:2' }, at: 4 },
  ]);
  expect(whole).toEqual([]);
  expect(ignored).toEqual([
    { text: 'On the host I see this:', at: 1, why: 'not part of the output' },
    { text: 'How can I remove the snapshot?', at: 5, why: 'not part of the output' },
  ]);
});

test('of a tree that was grepped only what the guides leave no doubt about is told', () => {
  const { devices, whole } = readingOfText(
    'dmsetup ls --tree | egrep "253:(82|84|86|88|89)"',
    `vghdd-vmrdm_burp (253:89)
 ├─vghdd-vmrdm_burp_rimage_3 (253:88)
 ├─vghdd-vmrdm_burp_rimage_2 (253:86)
 ├─vghdd-vmrdm_burp_rimage_1 (253:84)
 ├─vghdd-vmrdm_burp_rimage_0 (253:82)
`,
  );
  expect(devices[0]?.bases?.map(({ devNo }) => devNo)).toEqual(['253:88', '253:86', '253:84', '253:82']);
  expect(devices.slice(1).every(({ bases }) => bases === undefined)).toBe(true);
  expect(whole).toEqual([]);
});

test('what hangs from a line that is gone hangs from nothing', () => {
  const grepped = `a (253:0)
    └─c (253:2)
b (253:3)
 └─d (253:4)
 └─e (253:5)
`;
  expect(edgesOf('dmsetup ls --tree | grep 253', grepped)).toEqual({
    a: null,
    c: null,
    b: ['253:4'],
    d: null,
    e: null,
  });
});

test('inverted, bases stand above their holders', () => {
  const text = ` (8:2)
 ├─vg-lv-real (253:1)
 │  ├─vg-lv (253:0)
 │  └─vg-snap (253:3)
 │     └─guest-data (253:4)
 └─vg-snap-cow (253:2)
    └─vg-snap (253:3)
       └─guest-data (253:4)
`;
  const edges = { ...EDGES, 'vg-snap': ['253:1', '253:2'] };
  expect(edgesOf('dmsetup ls --tree -o inverted', text)).toEqual(edges);
  expect(edgesOf('dmsetup ls --tree -o inv', text)).toEqual(edges);
  expect(edgesOf('', text)).toEqual(edges);
  expect(edgesOf('', text.replace(/^/gm, '    '))).toEqual(edges);
});

test('one line that was annotated or damaged does not turn a tree round', () => {
  for (const odd of [' (8:2)   this is the disk', '(8:2)', 'see (8:2)']) {
    expect(edgesOf('', `${odd}\n${TREE}`)).toMatchObject(EDGES);
  }
  const annotated = TREE.replace('vg-snap (253:3)', 'vg-snap (253:3)   <-- the leaked one').replace(
    'vg-lv (253:0)',
    'vg-lv (253:0) is mine',
  );
  const { ignored, whole } = readingOfText('dmsetup ls --tree', annotated);
  expect(edgesOf('dmsetup ls --tree', annotated)).toEqual(EDGES);
  expect(ignored).toEqual([
    { text: '<-- the leaked one', at: 2, why: 'a remark that somebody added' },
    { text: 'is mine', at: 7, why: 'a remark that somebody added' },
  ]);
  expect(whole).toEqual(['mapped']);
});

test('all options that show more are read', () => {
  const text = `vg-lv <dm-0> (253:0) [ACTIVE, RW, 1, LVM-x]
 └─vg-real <dm-1> (253:1) [SUSPENDED, RO, 2, ]
    └─ <sda2> (8:2)
`;
  for (const command of ['dmsetup ls --tree -o blkdevname,active,rw,open,uuid', '']) {
    expect(devicesOf(command, text)).toEqual([
      {
        ref: { devNo: '253:0', kname: 'dm-0', dmName: 'vg-lv', dmUuid: 'LVM-x' },
        at: 1,
        dm: { openCount: 1, isSuspended: false, isReadOnly: false },
        bases: [{ devNo: '253:1', kname: 'dm-1', dmName: 'vg-real' }],
      },
      {
        ref: { devNo: '253:1', kname: 'dm-1', dmName: 'vg-real' },
        at: 2,
        dm: { openCount: 2, isSuspended: true, isReadOnly: true },
        bases: [{ devNo: '8:2', kname: 'sda2' }],
      },
      { ref: { devNo: '8:2', kname: 'sda2' }, at: 3 },
    ]);
  }
});

test('kernel names alone are enough, in either bracket', () => {
  const expected = { 'vg-lv': ['dm-1'], 'vg-real': ['sda2'] };
  const angled = 'vg-lv <dm-0>\n └─vg-real <dm-1>\n    └─ <sda2>\n';
  expect(edgesOf('dmsetup ls --tree -o blkdevname,nodevice', angled)).toEqual(expected);
  expect(edgesOf('', 'vg-lv (dm-0)\n └─vg-real (dm-1)\n')).toEqual({ 'vg-lv': ['dm-1'], 'vg-real': [] });
});

test('names alone are a tree only where the command says so', () => {
  const text = 'vg-lv\n └─vg-real\nother\n';
  expect(readingOfText('dmsetup ls --tree -o nodevice', text)).toMatchObject({
    devices: [
      { ref: { dmName: 'vg-lv' }, bases: [{ dmName: 'vg-real' }] },
      { ref: { dmName: 'vg-real' } },
      { ref: { dmName: 'other' } },
    ],
    whole: ['mapped'],
  });
  // What stands below and is not mapped has no line there.
  expect(devicesOf('dmsetup ls --tree -o nodevice', text)[1]).not.toHaveProperty('bases');
  expect(kindsOfText(text)).toEqual([]);
});

test('lines that were cut are made whole where the text tells how, and nothing of it is whole', () => {
  const text = `vg-a-very-long-name (253:0)
 └─vg-another-rather-long-name (25...
    └─ (8:2)
vg-b (253:2)
 ├─vg-unknown-name-that-is-cu...
 └─vg-another-rather-long-name (253:1)
    └─ (8:2)
`;
  const { whole, ignored } = readingOfText('dmsetup ls --tree', text);
  expect(edgesOf('dmsetup ls --tree', text)).toEqual({
    'vg-a-very-long-name': ['253:1'],
    'vg-another-rather-long-name': ['8:2'],
    'vg-b': null,
  });
  expect(whole).toEqual([]);
  expect(ignored).toEqual([{ text: ' ├─vg-unknown-name-that-is-cu...', at: 5, why: 'the line was cut' }]);
});

test('an ASCII tree and one drawn by a vt100 tell the same', () => {
  const ascii = 'a (253:0)\n |-b (253:1)\n |  `- (8:2)\n `-c (253:2)\n    `- (8:3)\n';
  const vt100 = ascii
    .replaceAll('|-', '\x1b(0\x0ftq\x1b(B')
    .replaceAll('`-', '\x1b(0\x0fmq\x1b(B')
    .replaceAll('| ', '\x1b(0\x0fx\x1b(B ');
  const letters = ascii.replaceAll('|-', 'tq').replaceAll('`-', 'mq').replaceAll('| ', 'x ');
  const expected = { a: ['253:1', '253:2'], b: ['8:2'], c: ['8:3'] };
  expect(edgesOf('', ascii)).toEqual(expected);
  expect(edgesOf('dmsetup ls --tree -o vt100', vt100)).toEqual(expected);
  expect(edgesOf('dmsetup ls --tree -o vt100', letters)).toEqual(expected);
});

test('a device without a base stands on nothing', () => {
  expect(edgesOf('dmsetup ls --tree', 'zero (253:0)\nvg-lv (253:1)\n └─ (8:2)\n')).toEqual({
    zero: [],
    'vg-lv': ['8:2'],
  });
});

test('no devices at all is the whole list', () => {
  expect(readingOfText('dmsetup ls --tree', 'No devices found\n')).toMatchObject({
    devices: [],
    whole: ['mapped'],
  });
});

test('other trees are none', () => {
  expect(kindsOfText('sda           8:0    0   20G  0 disk\n└─sda2        8:2    0   19G  0 part\n')).toEqual(
    [],
  );
  expect(kindsOfText('src\n├─main.c\n└─lib (old)\n')).toEqual([]);
  expect(kindsOfText('systemd(1)\n ├─sshd(12)\n')).toEqual([]);
});
