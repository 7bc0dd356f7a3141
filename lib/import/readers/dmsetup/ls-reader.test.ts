import { expect, test } from 'vitest';
import { devicesOf, kindsOfText, readingOfText } from './reader.fixture.ts';

test('names and numbers are those of all mapped devices', () => {
  expect(readingOfText('dmsetup ls', 'vg-lv\t(253:0)\nwith blank\t(253:1)\n')).toEqual({
    kind: 'dmsetup-ls',
    command: 'dmsetup ls',
    path: '',
    devices: [
      { ref: { dmName: 'vg-lv', devNo: '253:0' }, at: 1, dm: {} },
      { ref: { dmName: 'with blank', devNo: '253:1' }, at: 2, dm: {} },
    ],
    whole: ['mapped'],
    ignored: [],
  });
});

test.each(['vg-lv\t(253, 3)\n', 'myvg-mylv1      (253:3)\n', '    vg-lv (253:3)\n', 'vg-lv   (253, 3)\r\n'])(
  'older brackets, and blanks that were a tab, are read: %j',
  (text) => {
    for (const command of ['dmsetup ls', '']) expect(devicesOf(command, text)[0]?.ref.devNo).toBe('253:3');
  },
);

test('names instead of numbers are read', () => {
  expect(devicesOf('dmsetup ls -o blkdevname', 'vg-lv\t(dm-0)\n')).toEqual([
    { ref: { dmName: 'vg-lv', kname: 'dm-0' }, at: 1, dm: {} },
  ]);
  expect(devicesOf('dmsetup ls -o devname', 'vg-lv\t(vg-lv)\n')).toEqual([
    { ref: { dmName: 'vg-lv' }, at: 1, dm: {} },
  ]);
});

test('one target’s devices are not all', () => {
  expect(readingOfText('dmsetup ls --target crypt', 'luks-1\t(253, 0)\n')).toMatchObject({
    devices: [{ ref: { dmName: 'luks-1', devNo: '253:0' } }],
    whole: [],
  });
  expect(readingOfText('', 'luks-1\t(253:0)\n').whole).toEqual([]);
});

test('no devices at all is the whole list', () => {
  expect(readingOfText('dmsetup ls', 'No devices found\n')).toMatchObject({ devices: [], whole: ['mapped'] });
});

test('remarks and other lines are ignored', () => {
  const { devices, ignored } = readingOfText('', 'a\t(253:0)\nb\t(253:1)  <- the guest\nWhat is it?\n');
  expect(devices.map(({ ref }) => ref)).toEqual([
    { dmName: 'a', devNo: '253:0' },
    { dmName: 'b', devNo: '253:1' },
  ]);
  expect(ignored).toEqual([
    { text: '<- the guest', at: 2, why: 'a remark that somebody added' },
    { text: 'What is it?', at: 3, why: 'not part of the output' },
  ]);
});

test('prose and trees are no list', () => {
  expect(kindsOfText('The disk is sda (8:0)\nand its partition (8:1)\n')).toEqual([]);
  expect(kindsOfText('vg-lv (253:0)\n └─ (8:2)\n')).toEqual(['dmsetup-tree']);
});
