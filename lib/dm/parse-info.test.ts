import { describe, expect, it } from 'vitest';
import { parseDmInfo } from './parse-info.ts';

/** A record as the collector asks for it, with `|` for the byte 0x1f. */
function records(text: string): string {
  return text.replaceAll('|', '\x1f');
}

describe('parseDmInfo', () => {
  it('reads a record', () => {
    const text = records(
      '254|9|L--r|1|1|0|LVM-U6tpoceCpwZFc8CuHZtwWHfJZ3r4gzP5fxrjkDH1SpTnW6dpd3MWMnfOrYAnWXai-real|vg-golden-real\n',
    );
    expect(parseDmInfo(text)).toEqual({
      value: [
        {
          devNo: '254:9',
          line: 1,
          rawName: 'vg-golden-real',
          uuid: 'LVM-U6tpoceCpwZFc8CuHZtwWHfJZ3r4gzP5fxrjkDH1SpTnW6dpd3MWMnfOrYAnWXai-real',
          hasLiveTable: true,
          hasInactiveTable: false,
          isSuspended: false,
          isReadOnly: true,
          openCount: 1,
          segmentCount: 1,
          eventNumber: 0,
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['L--w', { hasLiveTable: true, hasInactiveTable: false, isSuspended: false, isReadOnly: false }],
    ['LIsw', { hasLiveTable: true, hasInactiveTable: true, isSuspended: true, isReadOnly: false }],
    ['-I-w', { hasLiveTable: false, hasInactiveTable: true, isSuspended: false, isReadOnly: false }],
    ['L--r', { hasLiveTable: true, hasInactiveTable: false, isSuspended: false, isReadOnly: true }],
    ['---w', { hasLiveTable: false, hasInactiveTable: false, isSuspended: false, isReadOnly: false }],
  ])('reads the attributes %s', (attr, expected) => {
    const { value, problems } = parseDmInfo(records(`254|0|${attr}|0|0|0||x\n`));
    expect(value[0]).toMatchObject(expected);
    expect(problems).toEqual([]);
  });

  it('keeps names and uuids raw, with newlines, blanks, colons and bytes that are no text', () => {
    const { value, problems } = parseDmInfo(
      records(
        '254|45|L--w|0|1|1||raw\nnewline\n254|57|L--w|0|1|0|CRYPT-a b\nc|raw-uuid\n254|44|L--w|0|1|1|| raw: 0 8 zero\n254|56|L--w|0|1|1||raw\udcff\n254|35|L--w|0|1|0||\\x20leading\n',
      ),
    );
    expect(problems).toEqual([]);
    expect(value.map(({ line, rawName, uuid }) => [line, rawName, uuid])).toEqual([
      [1, 'raw\nnewline', ''],
      [3, 'raw-uuid', 'CRYPT-a b\nc'],
      [5, ' raw: 0 8 zero', ''],
      [6, 'raw\udcff', ''],
      [7, '\\x20leading', ''],
    ]);
  });

  it('tells a newline in a name from a stray line by another listing', () => {
    const text = records('254|1|L--w|0|1|0|u\nv|a\ngarbage\nmore\n254|2|L--w|0|1|0||raw\nnewline\ngarbage\n');
    const { value, problems } = parseDmInfo(text, 'dmsetup-info', new Set(['a', 'raw\nnewline']));
    expect(value.map(({ rawName }) => rawName)).toEqual(['a', 'raw\nnewline']);
    expect(problems.map(({ line, text: found }) => [line, found])).toEqual([
      [3, 'garbage'],
      [4, 'more'],
      [7, 'garbage'],
    ]);
  });

  it('is not taken in by a name that holds a whole record', () => {
    const forged = 'raw\n254\x1f999\x1fL--w\x1f0\x1f1\x1f0\x1fLVM-x\x1fvg-lv';
    const text = `${records('254|1|L--w|0|1|0||a\n254|2|L--w|0|1|0||')}${forged}\n${records('254|3|L--w|0|1|0||b\n')}`;
    const { value } = parseDmInfo(text, 'dmsetup-info', new Set(['a', forged, 'b']));
    expect(value.map(({ devNo, rawName }) => [devNo, rawName])).toEqual([
      ['254:1', 'a'],
      ['254:2', forged],
      ['254:3', 'b'],
    ]);
  });

  it('does not let a name grow beyond what the kernel allows', () => {
    const { value, problems } = parseDmInfo(
      records(`254|1|L--w|0|1|0||${'a'.repeat(60)}\n${'b'.repeat(80)}\n`),
    );
    expect(value[0]?.rawName).toBe('a'.repeat(60));
    expect(problems.map(({ line }) => line)).toEqual([2]);
  });

  it('keeps the first of two records for one device', () => {
    const { value, problems } = parseDmInfo(records('254|1|L--w|0|1|0||a\n254|1|L--w|0|1|0||b\n'));
    expect(value.map(({ rawName }) => rawName)).toEqual(['a']);
    expect(problems).toMatchObject([{ line: 2, text: 'b' }]);
  });

  it('keeps what a shorter or odd record says, and says so', () => {
    const { value, problems } = parseDmInfo(
      records('  WARNING\n254|1|L--w\n254|2|Q--w|-1|?|0||x\n254|3|L--w|0|1|0||a|b\n'),
    );
    expect(value.map(({ devNo, rawName, openCount }) => [devNo, rawName, openCount])).toEqual([
      ['254:1', '', null],
      ['254:2', 'x', null],
      ['254:3', 'a\x1fb', 0],
    ]);
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('finds nothing where there are no devices', () => {
    expect(parseDmInfo('No devices found\n')).toEqual({ value: [], problems: [] });
    expect(parseDmInfo('')).toEqual({ value: [], problems: [] });
  });
});

describe('parseDmInfo of what people paste', () => {
  it('reads the default columns, whatever their width', () => {
    const { value, problems } =
      parseDmInfo(`Name                     Maj Min Stat Open Targ Event  UUID                                                                      
vg-golden-real           254   9 L--r    1    1      0 LVM-U6tpoceCpwZFc8CuHZtwWHfJZ3r4gzP5fxrjkDH1SpTnW6dpd3MWMnfOrYAnWXai-real 
 leading blanks 1 2      254  33 LIsw    0    1     17                                                                           
日本                                                                                                                       254   2 L--w    0    1      0   
nonsense
`);
    expect(
      value.map(({ devNo, rawName, uuid, eventNumber }) => [devNo, rawName, uuid.slice(-5), eventNumber]),
    ).toEqual([
      ['254:9', 'vg-golden-real', '-real', 0],
      ['254:33', ' leading blanks 1 2', '', 17],
      ['254:2', '日本', '', 0],
    ]);
    expect(value[1]).toMatchObject({ hasInactiveTable: true, isSuspended: true });
    expect(problems).toMatchObject([{ line: 5, text: 'nonsense' }]);
  });

  it('reads columns with a separator, giving surplus colons to the name', () => {
    const { value } = parseDmInfo(
      'Name:Maj:Min:Stat:Open:Targ:Event:UUID\ndocker-253:4-1:253:9:L--w:1:2:3:mpath-x\n',
    );
    expect(value).toMatchObject([
      { rawName: 'docker-253:4-1', devNo: '253:9', segmentCount: 2, eventNumber: 3, uuid: 'mpath-x' },
    ]);
  });

  it('reads --nameprefixes', () => {
    const { value, problems } = parseDmInfo(
      `DM_NAME='vm--volumes-docker1.example.com--volumes'|DM_UUID='LVM-A8fwbUYYNUyBFKmA1nEHc57dAg7sZ1VowRdZa13GnlbX7lXsiYkrtbin5urhlNrx'|DM_BLKDEVNAME='dm-1'|DM_ATTR='L--w'|DM_TABLES_LOADED='Live'|DM_SUSPENDED='Active'|DM_READONLY='Writeable'|DM_DEVNO='254:1'|DM_OPEN='0'|DM_SEGMENTS='1'|DM_EVENTS='0'
DM_NAME='quo'te'|DM_UUID=''|DM_ATTR='L-sw'|DM_DEVNO='254:5'|DM_OPEN='0'|DM_SEGMENTS='1'|DM_EVENTS='0'
`,
    );
    expect(problems).toEqual([]);
    expect(value).toMatchObject([
      { rawName: 'vm--volumes-docker1.example.com--volumes', devNo: '254:1', openCount: 0, line: 1 },
      { rawName: "quo'te", devNo: '254:5', isSuspended: true, line: 2 },
    ]);
  });
});
