import { describe, expect, it } from 'vitest';
import { parseDmInfoLong } from './parse-info-long.ts';

/** `dmsetup info`, dmsetup 1.02.185, of the lab's zoo. */
const ZOO = `Name:              live-and-inactive
State:             ACTIVE
Read Ahead:        256
Tables present:    LIVE & INACTIVE
Open count:        0
Event number:      0
Major, minor:      254, 2
Number of targets: 1

Name:              no-table
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

describe('parseDmInfoLong', () => {
  it('reads states, tables and a deferred remove', () => {
    const { value, problems } = parseDmInfoLong(ZOO);
    expect(problems).toEqual([]);
    expect(value.map(({ rawName, devNo, line }) => [rawName, devNo, line])).toEqual([
      ['live-and-inactive', '254:2', 1],
      ['no-table', '254:0', 10],
      ['only-inactive', '254:1', 18],
      ['open-then-deferred', '254:5', 27],
    ]);
    expect(value.map((device) => [device.hasLiveTable, device.hasInactiveTable])).toEqual([
      [true, true],
      [false, false],
      [false, true],
      [true, false],
    ]);
    expect(value[2]).toMatchObject({ isSuspended: true, isReadOnly: true, isDeferredRemove: false });
    expect(value[3]).toMatchObject({
      isSuspended: false,
      isDeferredRemove: true,
      openCount: 1,
      eventNumber: 7,
      targetCount: 1,
      uuid: 'LVM-U6tpoceCpwZFc8CuHZtwWHfJZ3r4gzP52bZhvQMIbqQ5Jrl6cS5vssZOqKD0NcuR',
    });
  });

  it('reads names and uuids that hold newlines or begin with a blank', () => {
    const { value, problems } = parseDmInfoLong(`Name:               leading
State:             ACTIVE
Major, minor:      254, 33

Name:              raw
newline

State:             ACTIVE
Major, minor:      254, 45
UUID: CRYPT-a b
c

Name:              next
State:             ACTIVE
Major, minor:      254, 46
`);
    expect(problems).toEqual([]);
    expect(value.map(({ rawName, uuid, line }) => [rawName, uuid, line])).toEqual([
      [' leading', '', 1],
      ['raw\nnewline\n', 'CRYPT-a b\nc', 5],
      ['next', '', 13],
    ]);
  });

  it('lists stray lines and loses no device for them', () => {
    const text = ZOO.replaceAll('\n\n', '\n\ngarbage\n').replace(
      'Open count:        1',
      'Open kount:        1',
    );
    const { value, problems } = parseDmInfoLong(`  WARNING: x\n${text}`);
    expect(value.map(({ devNo }) => devNo)).toEqual(['254:2', '254:0', '254:1', '254:5']);
    expect(value[3]?.openCount).toBeNull();
    expect(problems.map(({ line, text: found }) => [line, found])).toEqual([
      [1, '  WARNING: x'],
      [11, 'garbage'],
      [20, 'garbage'],
      [30, 'garbage'],
      [35, 'Open kount:        1'],
      [41, 'garbage'],
    ]);
  });

  it('says that a device came without its number', () => {
    expect(parseDmInfoLong('Name:              cut off').problems).toEqual([
      { section: 'dmsetup-info-long', line: 1, message: 'A device without a number', text: 'cut off' },
    ]);
  });

  it('finds nothing where there are no devices', () => {
    expect(parseDmInfoLong('No devices found\n')).toEqual({ value: [], problems: [] });
  });
});
