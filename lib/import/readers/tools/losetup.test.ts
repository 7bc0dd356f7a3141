import { describe, expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

const loopsOf = (text: string, command = '') =>
  readTool(text, command)?.devices.map(({ ref, isReadOnly, loop }) => ({ ref, isReadOnly, loop }));

describe('one line a device', () => {
  const TEXT = `/dev/loop0: [0811]:1667076 (/home/user/test.img (deleted))
/dev/loop1: []: (/home/user/test.img)
/dev/loop2: [66306]:790533 (/home/user/a (b).img), offset 1048576, sizelimit 4096`;

  it('tells files, offsets and limits, in the forms of old and new versions', () => {
    expect(readTool(TEXT)).toEqual({
      kind: 'losetup',
      command: 'losetup',
      path: '',
      devices: [
        {
          ref: { kname: 'loop0' },
          at: 1,
          type: 'loop',
          loop: { file: '/home/user/test.img', isDeleted: true, offsetBytes: 0, sizeLimitBytes: 0 },
        },
        {
          ref: { kname: 'loop1' },
          at: 2,
          type: 'loop',
          loop: { file: '/home/user/test.img', isDeleted: false, offsetBytes: 0, sizeLimitBytes: 0 },
        },
        {
          ref: { kname: 'loop2' },
          at: 3,
          type: 'loop',
          loop: {
            file: '/home/user/a (b).img',
            isDeleted: false,
            offsetBytes: 1048576,
            sizeLimitBytes: 4096,
          },
        },
      ],
      whole: [],
      ignored: [],
    });
  });

  it('is every loop device only where the command asked for all', () => {
    expect(readTool(TEXT, 'losetup -a')?.whole).toEqual(['loops']);
    expect(readTool('', 'losetup -a')?.whole).toEqual(['loops']);
    expect(readTool(TEXT, 'losetup -a | grep test')?.whole).toEqual([]);
    expect(readTool(TEXT, 'losetup -j /home/user/test.img')?.whole).toEqual([]);
    expect(readTool(TEXT.split('\n')[1] ?? '', 'losetup /dev/loop1')?.whole).toEqual([]);
    expect(readTool(`${TEXT}\nlosetup: /dev/loop3: failed to read`, 'losetup -a')?.whole).toEqual([]);
  });

  it('reads what busybox prints', () => {
    expect(loopsOf('/dev/loop0: 512 /tmp/a b.img', 'losetup -a')).toEqual([
      { ref: { kname: 'loop0' }, loop: { file: '/tmp/a b.img', isDeleted: false, offsetBytes: 512 } },
    ]);
  });
});

describe('tables', () => {
  it('reads the usual columns, shifted as they are in a paste', () => {
    const text = `NAME       SIZELIMIT OFFSET AUTOCLEAR RO BACK-FILE        DIO LOG-SEC
/dev/loop0         0      0         1  0 /srv/a.img (deleted)   0     512`;
    expect(loopsOf(text)).toEqual([
      {
        ref: { kname: 'loop0' },
        isReadOnly: false,
        loop: { file: '/srv/a.img', isDeleted: true, offsetBytes: 0, sizeLimitBytes: 0, isAutoclear: true },
      },
    ]);
  });

  it('tells nothing of columns that were not asked for', () => {
    const text = `NAME       BACK-FILE  OFFSET BACK-INO BACK-MAJ:MIN MAJ:MIN PARTSCAN
/dev/loop0 /tmp/a.img      0  2146580      254:0     7:0          0`;
    expect(loopsOf(text)).toEqual([
      {
        ref: { kname: 'loop0', devNo: '7:0' },
        loop: { file: '/tmp/a.img', isDeleted: false, offsetBytes: 0 },
      },
    ]);
  });

  it('knows a column by its place where the file of a device is not there', () => {
    const text = `NAME       BACK-FILE  RO
/dev/loop0 /tmp/a.img  0
/dev/loop1             1`;
    expect(loopsOf(text)?.[1]).toEqual({ ref: { kname: 'loop1' }, isReadOnly: true });
  });

  it.each([
    ['losetup --list --noheadings', '/dev/loop0         0      0         0  0 /tmp/a.img   0     512'],
    [
      'losetup -l --raw',
      'NAME SIZELIMIT OFFSET AUTOCLEAR RO BACK-FILE DIO LOG-SEC\n/dev/loop0 0 0 0 0 /tmp/a.img 0 512',
    ],
    ['losetup -n -O NAME,SIZELIMIT,OFFSET,AUTOCLEAR,RO,BACK-FILE', '/dev/loop0 0 0 0 0 /tmp/a.img'],
  ])('reads %s', (command, text) => {
    expect(loopsOf(text, command)).toEqual([
      {
        ref: { kname: 'loop0' },
        isReadOnly: false,
        loop: { file: '/tmp/a.img', isDeleted: false, offsetBytes: 0, sizeLimitBytes: 0, isAutoclear: false },
      },
    ]);
  });
});

it('reads JSON, and lists what is none as ignored', () => {
  const text = `{
   "loopdevices": [
      {
         "name": "/dev/loop0",
         "sizelimit": 0,
         "offset": "512",
         "autoclear": false,
         "ro": true,
losetup: warning
         "back-file": "/tmp/a.img"
      }
   ]
}`;
  const reading = readTool(text, 'losetup --json -l');
  expect(reading?.devices).toEqual([
    {
      ref: { kname: 'loop0' },
      at: 4,
      type: 'loop',
      isReadOnly: true,
      loop: { file: '/tmp/a.img', isDeleted: false, offsetBytes: 512, sizeLimitBytes: 0, isAutoclear: false },
    },
  ]);
  expect(reading?.ignored).toEqual([{ text: 'losetup: warning', at: 9, why: 'not JSON' }]);
});

it('is not of a losetup that sets a device up or frees one', () => {
  for (const command of [
    'losetup -f',
    'losetup -D',
    'losetup /dev/loop0 a.img',
    'losetup --find --show a.img',
  ])
    expect(readTool('/dev/loop0', command)).toBeNull();
});
