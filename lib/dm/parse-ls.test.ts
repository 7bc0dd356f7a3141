import { describe, expect, it } from 'vitest';
import { parseDmLs } from './parse-ls.ts';

describe('parseDmLs', () => {
  it('reads names and device numbers in the order of the kernel', () => {
    expect(parseDmLs('events\t(254:10)\nforced-to-error\t(254:7)\n')).toEqual({
      value: [
        { rawName: 'events', devNo: '254:10', line: 1 },
        { rawName: 'forced-to-error', devNo: '254:7', line: 2 },
      ],
      problems: [],
    });
  });

  it('reads the brackets of older versions', () => {
    expect(parseDmLs('a\t(253, 3)\n').value).toEqual([{ rawName: 'a', devNo: '253:3', line: 1 }]);
  });

  it('reads the absence of devices', () => {
    expect(parseDmLs('No devices found\n')).toEqual({ value: [], problems: [] });
  });

  it('reads every raw name of a kernel when it is told them', () => {
    const known = new Set(RAW_NAMES.split(/\t\(254:\d+\)\n/).slice(0, -1));
    const { value, problems } = parseDmLs(RAW_NAMES, known);
    expect(problems).toEqual([]);
    expect(value.map(({ rawName }) => rawName)).toEqual([...known]);
    expect(value.find(({ rawName }) => rawName === 'raw\nnewline')).toMatchObject({
      devNo: '254:45',
      line: 5,
    });
    expect(value.find(({ rawName }) => rawName === 'raw\ttab')?.devNo).toBe('254:53');
    expect(value.at(-1)).toEqual({ rawName: 'raw\udcff', devNo: '254:56', line: 18 });
  });

  it('makes a name with a newline a problem and a short name when it is told nothing', () => {
    const { value, problems } = parseDmLs('raw\nnewline\t(254:45)\n');
    expect(value).toEqual([{ rawName: 'newline', devNo: '254:45', line: 2 }]);
    expect(problems).toEqual([
      { section: 'dmsetup-ls', line: 1, message: 'Not a line of dmsetup ls', text: 'raw' },
    ]);
  });

  it('lists what it does not understand', () => {
    const { value, problems } = parseDmLs('a\t(dm-3)\nb\nc\t(254:1)\n');
    expect(value.map(({ rawName }) => rawName)).toEqual(['c']);
    expect(problems.map(({ line, text }) => [line, text])).toEqual([
      [1, 'a\t(dm-3)'],
      [2, 'b'],
    ]);
  });
});

/** `dmsetup --manglename none ls`, dmsetup 1.02.185, with names that were put in the kernel raw. */
const RAW_NAMES = `par\\x28en\\x29\t(254:12)
per\\x25cent\t(254:8)
quo\\x27te\t(254:5)
raw\ttab\t(254:53)
raw
newline\t(254:45)
raw\x1b[31mred\t(254:55)
raw space\t(254:44)
raw"dq\t(254:47)
raw'q\t(254:48)
raw,comma\t(254:50)
raw-uuid\t(254:57)
raw:colon\t(254:46)
raw;semi\t(254:49)
raw\\x20hex\t(254:52)
raw|pipe\t(254:51)
raw日本\t(254:54)
raw\udcff\t(254:56)
`;
