import { expect, test } from 'vitest';
import { devicesOf, readingOfText } from './reader.fixture.ts';

const MPATHA = `Name:              mpatha
State:             ACTIVE
Tables present:    LIVE
Open count:        1
Event number:      0
Major, minor:      253, 2
Number of targets: 1
UUID: mpath-36001405d1
`;

test('the record of one device tells of that device and of no other', () => {
  expect(readingOfText('dmsetup info mpatha', MPATHA)).toEqual({
    kind: 'dmsetup-info',
    command: 'dmsetup info mpatha',
    path: '',
    devices: [
      {
        ref: { devNo: '253:2', dmName: 'mpatha', dmUuid: 'mpath-36001405d1' },
        at: 1,
        dm: {
          openCount: 1,
          eventNumber: 0,
          segmentCount: 1,
          isSuspended: false,
          isReadOnly: false,
          isDeferredRemove: false,
          hasLiveTable: true,
          hasInactiveTable: false,
        },
      },
    ],
    whole: [],
    ignored: [],
  });
});

/** dmsetup 1.02.185, of the lab's zoo. */
const ZOO = `Name:              no-table
State:             ACTIVE
Tables present:    None
Open count:        0
Event number:      0
Major, minor:      254, 0
Number of targets: 0

Name:              only-inactive
State:             SUSPENDED (READ-ONLY)
Read Ahead:        256
Tables present:    INACTIVE
Open count:        0
Event number:      0
Major, minor:      254, 1
Number of targets: 0

Name:              open-then-deferred
State:             ACTIVE (DEFERRED REMOVE)
Read Ahead:        256
Tables present:    LIVE
Open count:        1
Event number:      7
Major, minor:      254, 5
Number of targets: 1
UUID: LVM-U6tpoceCpwZFc8CuHZtwWHfJZ3r4gzP52bZhvQMIbqQ5Jrl6cS5vssZOqKD0NcuR

`;

test('records of all devices tell every state, and that there is no other device', () => {
  const { devices, whole, ignored } = readingOfText('dmsetup info', ZOO);
  expect(devices.map(({ ref, at }) => [ref, at])).toEqual([
    [{ devNo: '254:0', dmName: 'no-table' }, 1],
    [{ devNo: '254:1', dmName: 'only-inactive' }, 9],
    [
      {
        devNo: '254:5',
        dmName: 'open-then-deferred',
        dmUuid: 'LVM-U6tpoceCpwZFc8CuHZtwWHfJZ3r4gzP52bZhvQMIbqQ5Jrl6cS5vssZOqKD0NcuR',
      },
      18,
    ],
  ]);
  expect(devices.map(({ dm }) => [dm?.hasLiveTable, dm?.hasInactiveTable])).toEqual([
    [false, false],
    [false, true],
    [true, false],
  ]);
  expect(devices[1]?.dm).toMatchObject({ isSuspended: true, isReadOnly: true, isDeferredRemove: false });
  expect(devices[2]?.dm).toMatchObject({ isSuspended: false, isDeferredRemove: true, openCount: 1 });
  expect(whole).toEqual(['mapped']);
  expect(ignored).toEqual([]);
});

test('without a command nobody knows whether it is of all devices', () => {
  const text = `Name:              eradev
State:             SUSPENDED
Read Ahead:        16384
Tables present:    LIVE & INACTIVE
Open count:        0
Event number:      0
Major, minor:      252, 2
Number of targets: 1
`;
  const { command, devices, whole } = readingOfText('', text);
  expect(command).toBe('dmsetup info');
  expect(whole).toEqual([]);
  expect(devices[0]?.dm).toMatchObject({ isSuspended: true, hasLiveTable: true, hasInactiveTable: true });
});

test('what a version or grep leaves out is not told', () => {
  expect(
    devicesOf('dmsetup info | grep -E "^(Name|Open)"', 'Name:              a\nOpen count:        2\n'),
  ).toEqual([{ ref: { dmName: 'a' }, at: 1, dm: { openCount: 2 } }]);
});

test('a record without its name is of the device that the command names', () => {
  expect(
    devicesOf(
      'dmsetup info vg-lv | grep -v Name',
      'State:             SUSPENDED\nMajor, minor:      253, 4\n',
    ),
  ).toEqual([
    {
      ref: { dmName: 'vg-lv', devNo: '253:4' },
      at: 1,
      dm: { isSuspended: true, isReadOnly: false, isDeferredRemove: false },
    },
  ]);
});

test('indented records, and records whose blanks were made one, are read', () => {
  const indented = MPATHA.replace(/^/gm, '    ').replace(/ +$/, '');
  const squeezed = MPATHA.replaceAll(/: +/g, ': ');
  expect(devicesOf('', indented)).toEqual(devicesOf('', MPATHA));
  expect(devicesOf('', squeezed)).toEqual(devicesOf('', MPATHA));
});

test('several devices named on the command line are no list of all', () => {
  const { devices, whole } = readingOfText(
    'dmsetup info a b',
    `${MPATHA}\n${MPATHA.replaceAll('mpatha', 'b')}`,
  );
  expect(devices.map(({ ref }) => ref.dmName)).toEqual(['mpatha', 'b']);
  expect(whole).toEqual([]);
});

test('other lines are ignored, and a message that something failed means that not all is there', () => {
  const { devices, whole, ignored } = readingOfText(
    'dmsetup info',
    `${MPATHA}\nwhat is this?\nCommand failed.\n`,
  );
  expect(devices).toHaveLength(1);
  expect(whole).toEqual([]);
  expect(ignored).toEqual([
    { text: 'what is this?', at: 10, why: 'not part of the output' },
    { text: 'Command failed.', at: 11, why: 'a message, not output' },
  ]);
});

test('a device that is not there is no device', () => {
  expect(readingOfText('dmsetup info vg-x', 'Device vg-x not found\nCommand failed.\n')).toMatchObject({
    devices: [],
    whole: [],
    ignored: [{ why: 'a message, not output' }, { why: 'a message, not output' }],
  });
});

test('no devices at all is the whole list', () => {
  expect(readingOfText('dmsetup info', 'No devices found\n')).toMatchObject({
    devices: [],
    whole: ['mapped'],
    ignored: [],
  });
  expect(readingOfText('', 'No devices found\n')).toMatchObject({ kind: 'dmsetup-info', whole: ['mapped'] });
});
