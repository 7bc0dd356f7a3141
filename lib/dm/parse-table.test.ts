import { describe, expect, it } from 'vitest';
import { parseDmTable, type TableSegment } from './parse-table.ts';

/** What one would have to type to get the same lines: `start length target args`. */
function brief(segments: readonly TableSegment[] | undefined): readonly string[] | undefined {
  return segments?.map((s) => `${s.startSector} ${s.lengthSectors} ${s.target} ${s.args}`);
}

describe('parseDmTable', () => {
  it('groups the lines of the leaked snapshot by device, in their order', () => {
    const { value, problems } = parseDmTable(`docker--volumes-docker--data: 0 409600 linear 254:4 2048
vm--volumes-docker2.example.com--volumes: 0 614400 snapshot-origin 254:2
vm--volumes-snap--docker2.example.com--volumes: 0 614400 snapshot 254:2 254:3 P 8
linear-3-segments: 0 1000 linear 7:1 0
linear-3-segments: 1000 1000 linear 7:2 5000
linear-3-segments: 2000 500 linear 7:1 5000
`);
    expect(problems).toEqual([]);
    expect([...value.keys()]).toEqual([
      'docker--volumes-docker--data',
      'vm--volumes-docker2.example.com--volumes',
      'vm--volumes-snap--docker2.example.com--volumes',
      'linear-3-segments',
    ]);
    expect(value.get('vm--volumes-snap--docker2.example.com--volumes')).toEqual([
      {
        name: 'vm--volumes-snap--docker2.example.com--volumes',
        line: 3,
        startSector: 0,
        lengthSectors: 614400,
        target: 'snapshot',
        args: '254:2 254:3 P 8',
      },
    ]);
    expect(value.get('linear-3-segments')?.map(({ line, startSector }) => [line, startSector])).toEqual([
      [4, 0],
      [5, 1000],
      [6, 2000],
    ]);
  });

  it('keeps arguments as they are, with colons, doubled blanks and a blank at the end', () => {
    const { value, problems } = parseDmTable(
      'luks-data: 0 98304 crypt aes-xts-plain64 :64:logon:cryptsetup:cde9875d-d0 0 7:42 32768\n' +
        'flakey: 0 131072 flakey 7:7 0 60 2 1 drop_writes \nerror: 0 131072 error \n',
    );
    expect(problems).toEqual([]);
    expect(value.get('luks-data')?.[0]?.args).toBe(
      'aes-xts-plain64 :64:logon:cryptsetup:cde9875d-d0 0 7:42 32768',
    );
    expect(value.get('flakey')?.[0]?.args).toBe('7:7 0 60 2 1 drop_writes ');
    expect(value.get('error')?.[0]).toMatchObject({ target: 'error', args: '' });
  });

  it('knows devices without a table, which are no problem', () => {
    const { value, problems } = parseDmTable('no-nodes: 0 8 zero \nno-table: \nonly-inactive: \n');
    expect(problems).toEqual([]);
    expect(value.get('no-table')).toEqual([]);
    expect(value.get('only-inactive')).toEqual([]);
    expect([...value.keys()]).toEqual(['no-nodes', 'no-table', 'only-inactive']);
  });

  it('reads an empty table whose trailing blank was lost on the way', () => {
    expect([...parseDmTable('no-table:\nx: 0 8 zero').value.keys()]).toEqual(['no-table', 'x']);
    expect([...parseDmTable('-\nno-table:\n', new Set(['no-table'])).value.keys()]).toEqual(['no-table']);
    expect([...parseDmTable('-\nmessage:\n', new Set(['no-table'])).value.keys()]).toEqual([]);
  });

  it('reads the form for a single device, which has no name', () => {
    const { value, problems } = parseDmTable('0 1000 linear 254:3 2048\n1000 8 zero \n');
    expect(problems).toEqual([]);
    expect(brief(value.get(''))).toEqual(['0 1000 linear 254:3 2048', '1000 8 zero ']);
  });

  it('reads status lines with the same eyes', () => {
    const { value } = parseDmTable(
      'vg-pool-tpool: 0 204800 thin-pool 1 13/1024 25/3200 - rw discard_passdown - - 1024 \n',
    );
    expect(value.get('vg-pool-tpool')?.[0]?.args).toBe('1 13/1024 25/3200 - rw discard_passdown - - 1024 ');
  });

  it('finds nothing, and nothing wrong, where there are no devices', () => {
    expect(parseDmTable('No devices found\n')).toEqual({ value: new Map(), problems: [] });
    expect(parseDmTable('')).toEqual({ value: new Map(), problems: [] });
  });

  it('ends a name at a colon that a table follows', () => {
    const name = 'docker-253:4-1234: x';
    expect(brief(parseDmTable(`${name}: 0 8 thin 254:1 5\n`).value.get(name))).toEqual(['0 8 thin 254:1 5']);
  });

  it('takes the last place where a name could end, unless it is told the names', () => {
    const text = 'a: 0 8 zero: 0 8 zero \n';
    expect([...parseDmTable(text).value.keys()]).toEqual(['a: 0 8 zero']);
    expect([...parseDmTable('a: 0 8 zero b: 0 8 zero \n').value.keys()]).toEqual(['a: 0 8 zero b']);
    const known = new Set(['a']);
    expect(brief(parseDmTable('a: 0 8 odd x: 0 8 zero \n', known).value.get('a'))).toEqual([
      '0 8 odd x: 0 8 zero ',
    ]);
  });

  it('prefers the longer of two known names', () => {
    const known = new Set(['a', 'a: 0 8 zero b']);
    const { value } = parseDmTable('a: 0 8 zero b: 0 16 zero \na: 0 8 error \n', known);
    expect(brief(value.get('a: 0 8 zero b'))).toEqual(['0 16 zero ']);
    expect(brief(value.get('a'))).toEqual(['0 8 error ']);
  });

  it('reads every raw name of a kernel when it is told them', () => {
    const text = RAW_NAMES;
    const known = new Set(text.split(': 0 8 zero \n').slice(0, -1));
    const { value, problems } = parseDmTable(text, known);
    expect(known.size).toBe(17);
    expect(known).toContain('raw\nnewline');
    expect(problems).toEqual([]);
    expect(new Set(value.keys())).toEqual(known);
    expect(value.get('raw\nnewline')?.[0]?.line).toBe(5);
    expect(value.get('raw\x1b[31mred')?.[0]?.line).toBe(7);
  });

  it('is not misled by a known name whose first line looks like a table', () => {
    const name = 'x: 0 8 zero\ny';
    const { value, problems } = parseDmTable(`${name}: 0 16 error \nz: 0 8 zero \n`, new Set([name, 'z']));
    expect(problems).toEqual([]);
    expect(brief(value.get(name))).toEqual(['0 16 error ']);
    expect([...value.keys()]).toEqual([name, 'z']);
  });

  it('lists what is no table line, with its number, and goes on', () => {
    const { value, problems } = parseDmTable(
      'a: 0 8 zero \n  WARNING: Device /dev/sdb has size of 0.\n\tcontinued 1 2 3\n\nb: 0 8 zero \nb: 8 99999999999999999999999 zero \n',
      new Set(['a', 'b']),
      'dmsetup-table-inactive',
    );
    expect([...value.keys()]).toEqual(['a', 'b']);
    expect(problems.map(({ section, line, text }) => [section, line, text])).toEqual([
      ['dmsetup-table-inactive', 2, '  WARNING: Device /dev/sdb has size of 0.'],
      ['dmsetup-table-inactive', 3, '\tcontinued 1 2 3'],
      ['dmsetup-table-inactive', 4, ''],
      ['dmsetup-table-inactive', 6, 'b: 8 99999999999999999999999 zero '],
    ]);
    expect(problems[1]?.message).toBe('Not a table line; it may belong to the table of a');
  });

  it('does not take a message that ends in a colon for a device when it knows the names', () => {
    const { value, problems } = parseDmTable('Something odd: \na: 0 8 zero \n', new Set(['a']));
    expect([...value.keys()]).toEqual(['a']);
    expect(problems).toHaveLength(1);
  });
});

/** `dmsetup table --manglename none`, dmsetup 1.02.185, with names that were put in the kernel raw. */
const RAW_NAMES = `par\\x28en\\x29: 0 8 zero 
per\\x25cent: 0 8 zero 
quo\\x27te: 0 8 zero 
raw\ttab: 0 8 zero 
raw
newline: 0 8 zero 
raw\x1b[31mred: 0 8 zero 
raw space: 0 8 zero 
raw"dq: 0 8 zero 
raw'q: 0 8 zero 
raw,comma: 0 8 zero 
raw-uuid: 0 8 zero 
raw:colon: 0 8 zero 
raw;semi: 0 8 zero 
raw\\x20hex: 0 8 zero 
raw|pipe: 0 8 zero 
raw日本: 0 8 zero 
raw\udcff: 0 8 zero 
`;
