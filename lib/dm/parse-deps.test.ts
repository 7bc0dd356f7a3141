import { describe, expect, it } from 'vitest';
import { namesOfDeps, parseDmDeps } from './parse-deps.ts';

describe('parseDmDeps', () => {
  it('keeps the order of dmsetup, which is the order of its tree', () => {
    const { value, problems } =
      parseDmDeps(`vm--volumes-docker2.example.com--volumes-real: 1 dependencies\t: (9, 125)
vm--volumes-snap--docker2.example.com--volumes: 2 dependencies\t: (254, 3) (254, 2)
no-table: 0 dependencies\t:
`);
    expect(problems).toEqual([]);
    expect(value.get('vm--volumes-snap--docker2.example.com--volumes')).toEqual({
      line: 2,
      devNos: ['254:3', '254:2'],
      deviceNames: [],
    });
    expect(value.get('no-table')).toEqual({ line: 3, devNos: [], deviceNames: [] });
  });

  it('reads the form for a single device', () => {
    const { value } = parseDmDeps('2 dependencies\t: (254, 3) (254, 2)\n');
    expect(value.get('')?.devNos).toEqual(['254:3', '254:2']);
    expect(parseDmDeps('1 dependencies  : (7, 0)').value.get('')?.devNos).toEqual(['7:0']);
  });

  it('keeps names where `-o devname` or `-o blkdevname` printed them', () => {
    const { value, problems } = parseDmDeps('a: 3 dependencies\t: (loop0) (odd (name)) (7, 3)\n');
    expect(problems).toEqual([]);
    expect(value.get('a')).toEqual({ line: 1, devNos: ['7:3'], deviceNames: ['loop0', 'odd (name)'] });
  });

  it('reports a count that is not what is listed', () => {
    const { value, problems } = parseDmDeps('a: 3 dependencies\t: (254, 3) (254, 2)\n');
    expect(value.get('a')?.devNos).toEqual(['254:3', '254:2']);
    expect(problems).toEqual([
      {
        section: 'dmsetup-deps',
        line: 1,
        message: '3 dependencies announced, 2 listed',
        text: 'a: 3 dependencies\t: (254, 3) (254, 2)',
      },
    ]);
  });

  it('reads names with colons, blanks and newlines', () => {
    const names = ['docker-253:4-1: x', ' leading', 'raw\nnewline', 'a: 1 dependencies\t: (1, 2)'];
    const text = names.map((name, i) => `${name}: 1 dependencies\t: (254, ${i})\n`).join('');
    const { value, problems } = parseDmDeps(text, new Set(names));
    expect(problems).toEqual([]);
    expect([...value].map(([name, { devNos }]) => [name, devNos])).toEqual(
      names.map((name, i) => [name, [`254:${i}`]]),
    );
    expect(value.get('a: 1 dependencies\t: (1, 2)')?.line).toBe(5);
  });

  it('lists what it does not understand and keeps the first of two lines', () => {
    const { value, problems } = parseDmDeps(
      '  WARNING: x\na: 1 dependencies\t: (254, 1)\na: 1 dependencies\t: (254, 2)\nb: 1 dependencies\t: (254, 3) and more\n',
    );
    expect(value.get('a')?.devNos).toEqual(['254:1']);
    expect(value.get('b')?.devNos).toEqual(['254:3']);
    expect(problems.map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it('finds nothing where there are no devices', () => {
    expect(parseDmDeps('No devices found\n')).toEqual({ value: new Map(), problems: [] });
  });
});

it('lists the names alone, newlines and all, for telling names from what looks like them', () => {
  const text =
    'vg-lv: 1 dependencies\t: (7, 0)\nraw\n254\x1f9: x: 0 dependencies\t:\nlast: 2 dependencies\t: (8, 1) (8, 2)\n';
  expect([...namesOfDeps(text)]).toEqual(['vg-lv', 'raw\n254\x1f9: x', 'last']);
});
