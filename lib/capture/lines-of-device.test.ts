import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMs } from '../cpu-time.fixture.ts';
import { deviceFixture } from '../stack/device.fixture.ts';
import type { Device, MappedDevice } from '../stack/stack.ts';
import type { Capture, Section } from './capture.ts';
import { linesOfDevice } from './lines-of-device.ts';

const TABLE = `docker--volumes-docker--data: 0 409600 linear 254:4 2048
docker--volumes-docker--meta: 0 81920 linear 254:4 411648
vm--volumes-docker1.example.com--volumes: 0 204800 linear 9:125 616448
vm--volumes-docker2.example.com--volumes: 0 614400 snapshot-origin 254:2
vm--volumes-docker2.example.com--volumes-real: 0 614400 linear 9:125 2048
vm--volumes-snap--docker2.example.com--volumes: 0 614400 snapshot 254:2 254:3 P 8
vm--volumes-snap--docker2.example.com--volumes-cow: 0 204800 linear 9:125 821248
`;
const DEPS = `docker--volumes-docker--data: 1 dependencies	: (254, 4)
vm--volumes-snap--docker2.example.com--volumes: 2 dependencies	: (254, 3) (254, 2)
vm--volumes-snap--docker2.example.com--volumes-cow: 1 dependencies	: (9, 125)
`;
const INFO_LONG = `Name:              docker--volumes-docker--data
State:             ACTIVE
Major, minor:      254, 5

Name:              vm--volumes-snap--docker2.example.com--volumes-cow
State:             ACTIVE
Major, minor:      254, 3
Number of targets: 1

`;
const LSBLK = `{
   "blockdevices": [
      {
         "name": "md125",
         "kname": "md125",
         "maj:min": "9:125",
         "type": "raid1"
      },{
         "name": "ubda",
         "kname": "ubda",
         "maj:min": "98:0",
         "type": "disk"
      }
   ]
}
`;
const MDSTAT = `Personalities : [raid1]
md125 : active raid1 ubdb[1] ubda[0]
      1046528 blocks super 1.2 [2/2] [UU]

unused devices: <none>
`;
const PARTITIONS = `major minor  #blocks  name

  98        0    1048576 ubda
   9      125    1046528 md125
 254        3     102400 dm-3
`;
const MOUNTS = `17 22 0:5 / /dev rw,relatime - devtmpfs devtmpfs rw,mode=755
41 22 254:3 / /mnt/a rw,relatime - ext4 /dev/mapper/vm--volumes-snap--docker2.example.com--volumes-cow rw
`;
const OPEN_FILES = `/proc/1:
/proc/835/fd:
lrwx------ 1 root root 64 Nov 21 01:00 0 -> /dev/dm-0
/proc/836/fd:
lrwx------ 1 root root 64 Nov 21 01:00 3 -> /dev/dm-3
lrwx------ 1 root root 64 Nov 21 01:00 4 -> /dev/dm-30
`;

function captureOf(texts: Readonly<Record<string, string>>): Capture {
  const sections = Object.entries(texts).map(([name, text]): [string, Section] => [
    name,
    {
      name,
      tier: 'core',
      state: 'done',
      sequence: 1,
      exitStatus: 0,
      durationMs: 1,
      command: `cat ${name}`,
      note: '',
      text,
    },
  ]);
  return {
    sequence: 1,
    timeSeconds: 0,
    reason: 'start',
    host: 'lab',
    durationMs: 1,
    sections: new Map(sections),
  };
}

function mapped(rawName: string): MappedDevice {
  return {
    rawName,
    uuid: '',
    made: { kind: 'none' },
    isSuspended: false,
    isReadOnly: false,
    hasLiveTable: true,
    hasInactiveTable: false,
    isDeferredRemove: null,
    openCount: 0,
    eventNumber: 0,
    segments: [],
    inactiveSegments: [],
  };
}

const cow = deviceFixture('254:3', {
  dm: mapped('vm--volumes-snap--docker2.example.com--volumes-cow'),
  links: ['mapper/vm--volumes-snap--docker2.example.com--volumes-cow'],
});
const array = deviceFixture('9:125', { kname: 'md125', kind: 'md' });

function linesIn(section: string, text: string, device: Device): readonly number[] {
  return (
    linesOfDevice(captureOf({ [section]: text }), device).sections[0]?.lines.map(({ line }) => line) ?? []
  );
}

describe('the raw lines of a device', () => {
  it('are its own table line and those of what stands on it', () => {
    expect(linesIn('dmsetup-table', TABLE, cow)).toEqual([6, 7]);
    expect(linesIn('dmsetup-table', TABLE, array)).toEqual([3, 5, 7]);
    expect(linesIn('dmsetup-deps', DEPS, cow)).toEqual([2, 3]);
  });

  it('give a record of several lines whole, without the blank line after it', () => {
    expect(linesIn('dmsetup-info-long', INFO_LONG, cow)).toEqual([5, 6, 7, 8]);
    expect(linesIn('proc-mdstat', MDSTAT, array)).toEqual([2, 3]);
    expect(linesIn('lsblk', LSBLK, array)).toEqual([3, 4, 5, 6, 7]);
  });

  it('keep a name with newlines together with the record it belongs to', () => {
    const info =
      '254\x1f3\x1fL--w\x1f0\x1f1\x1f0\x1f\x1fodd\nname\n254\x1f30\x1fL--w\x1f0\x1f1\x1f0\x1f\x1fplain\n';
    expect(linesIn('dmsetup-info', info, cow)).toEqual([1, 2]);
  });

  it('come with the heading that says whose they are', () => {
    expect(linesIn('open-files', OPEN_FILES, cow)).toEqual([4, 5]);
  });

  it('are found by number, kernel name or path, whole ones only', () => {
    expect(linesIn('proc-partitions', PARTITIONS, cow)).toEqual([5]);
    expect(linesIn('mountinfo', MOUNTS, cow)).toEqual([2]);
    expect(
      linesIn(
        'sysfs',
        'sda/dev:8:0\nsda1/dev:8:1\nsda10/dev:8:10\n',
        deviceFixture('8:1', { kname: 'sda1' }),
      ),
    ).toEqual([2]);
    expect(linesIn('udev-db', 'b254:3:S:mapper/x\nb254:33:S:mapper/y\nb1254:3:S:z\n', cow)).toEqual([1]);
  });

  it('say which command printed them', () => {
    expect(linesOfDevice(captureOf({ uname: 'Linux', 'dmsetup-deps': DEPS }), array)).toEqual({
      sections: [
        {
          section: 'dmsetup-deps',
          command: 'cat dmsetup-deps',
          lines: [
            {
              line: 3,
              text: 'vm--volumes-snap--docker2.example.com--volumes-cow: 1 dependencies	: (9, 125)',
            },
          ],
          leftOut: 0,
        },
      ],
    });
  });

  it('are at most 400 in a section, with a count of the rest', () => {
    const [section] = linesOfDevice(
      captureOf({ 'dmsetup-table': 'x: 0 1 linear 9:125 0\n'.repeat(1000) }),
      array,
    ).sections;
    expect(section).toMatchObject({ leftOut: 600 });
    expect(section?.lines.length).toBe(400);
  });

  it('are lines of the text, in order and once each, whatever the text and the name', () => {
    const names = fc.constantFrom(
      'dmsetup-info',
      'dmsetup-table',
      'open-files',
      'lsblk',
      'sysfs',
      'whatever',
    );
    const piece = fc.constantFrom(
      '254:3',
      'dm-3',
      '(254, 3)',
      '\n',
      ' ',
      '{',
      '}',
      '/proc/1/fd:',
      '/dev/',
      'a',
      '254\x1f3\x1f',
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(names, text, fc.constantFrom('a', '', ' ', 'dm-3', '.*'), (name, body, rawName) => {
        const found =
          linesOfDevice(captureOf({ [name]: body }), { ...cow, dm: mapped(rawName) }).sections[0]?.lines ??
          [];
        const all = body.split('\n');
        for (const { line, text: content } of found) expect(all[line - 1]).toBe(content);
        const numbers = found.map(({ line }) => line);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }),
    );
  });

  it('are found in time proportional to the text, however often a name occurs in it', () => {
    const hostile = deviceFixture('1:1', { dm: mapped('a'), kname: 'a', links: ['a'] });
    const text = `${'a'.repeat(2_000_000)}\n${'a: \n'.repeat(200_000)}`;
    const capture = captureOf({ 'dmsetup-table': text, lsblk: text });
    expect(cpuMs(() => linesOfDevice(capture, hostile))).toBeLessThan(10_000);
  });
});
