import { expect, test } from 'vitest';
import type { InsideAsRead } from './inside.ts';
import { formatPeeked, type Peeked, parseInside } from './parse-inside.ts';

const GROUP = {
  name: 'a "b"\n%% section \udcff',
  uuid: 'ZxKtV8Ro5aNRUgFbRUB3ggYHaOOuqcaQ',
  sequence: 3,
  pvCount: 1,
  systemId: '',
  allowsAutoActivation: false,
  volumeCount: 21,
  volumes: [{ name: '\ud800', type: 'linear', sizeBytes: 4096 }],
};
const INSIDE: InsideAsRead = {
  readAtSeconds: 1795289305,
  partitionTable: 'gpt',
  pvs: [
    { partitionNumber: 2, offsetBytes: 4096, sizeBytes: 8192, uuid: 'x', group: GROUP },
    { partitionNumber: null, offsetBytes: 0, sizeBytes: 8192, uuid: 'y', group: null },
  ],
  problems: ['it is odd'],
};
const DEVICE: Peeked = {
  devNo: '254:3',
  name: 'vm\udcff',
  uuid: '',
  sizeBytes: 1048576,
  key: '0b68450b7fab067d',
  inside: null,
  notRead: null,
};

test('a number that is below 0, broken or too large makes the line a problem, and one that is unknown is null', () => {
  const line = formatPeeked({ ...DEVICE, inside: INSIDE });
  for (const bad of ['-3', '3.5', '1e300', '"3"', 'true'])
    expect(parseInside(line.replace('"sequence":3', `"sequence":${bad}`)).problems).toHaveLength(1);
  const group = { ...GROUP, sequence: null, volumes: [{ name: 'a', type: 'linear', sizeBytes: null }] };
  const pvs = INSIDE.pvs.map((pv) => ({ ...pv, group }));
  const unknown = { ...DEVICE, inside: { ...INSIDE, pvs } };
  expect(parseInside(formatPeeked(unknown)).value).toEqual([unknown]);
});

test('what is written is what is read, whatever a guest calls its volumes', () => {
  const all: readonly Peeked[] = [
    DEVICE,
    { ...DEVICE, inside: INSIDE },
    { ...DEVICE, notRead: 'it is suspended' },
  ];
  const text = all.map((each) => `${formatPeeked(each)}\n`).join('');
  expect(text.split('\n')).toHaveLength(4);
  expect(/^[\x20-\x7e\n]*$/.test(formatPeeked({ ...DEVICE, name: 'vm' }))).toBe(true);
  expect(parseInside(text)).toEqual({ value: all, problems: [] });
});

test('a line that lacks something is a problem, and no device', () => {
  const whole = JSON.parse(formatPeeked({ ...DEVICE, inside: INSIDE }));
  const broken = [
    { ...whole, devNo: '254' },
    { ...whole, sizeBytes: '7' },
    { ...whole, inside: { ...INSIDE, pvs: {} } },
    { ...whole, inside: { ...INSIDE, pvs: [{ ...INSIDE.pvs[0], group: { ...GROUP, volumes: [1] } }] } },
    { ...whole, inside: { ...INSIDE, problems: [null] } },
    [],
  ];
  const { value, problems } = parseInside(broken.map((each) => JSON.stringify(each)).join('\n'));
  expect(value).toEqual([]);
  expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6]);
});
