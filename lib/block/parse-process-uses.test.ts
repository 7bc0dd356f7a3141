import { describe, expect, test } from 'vitest';
import { parseProcessUses } from './parse-process-uses.ts';

describe('uses of devices by processes', () => {
  test('are told by number, each in its way', () => {
    const { value, problems } = parseProcessUses(`scope all
880 fd 3 43:8 0100002
881 fd 12 254:3 
903 map 43:32
875 on 43:0
77 uring nbd0
78 scm 2
`);
    expect(problems).toEqual([]);
    expect(value).toEqual([
      { kind: 'descriptor', pid: 880, devNo: '43:8', fd: 3, line: 2 },
      { kind: 'descriptor', pid: 881, devNo: '254:3', fd: 12, line: 3 },
      { kind: 'mapping', pid: 903, devNo: '43:32', line: 4 },
      { kind: 'detached-file', pid: 875, devNo: '43:0', line: 5 },
      { kind: 'io-uring', pid: 77, fileName: 'nbd0', line: 6 },
      { kind: 'in-flight', pid: 78, count: 2, line: 7 },
    ]);
  });

  test('are told by path in older captures', () => {
    const { value, problems } = parseProcessUses(`/proc/841/fd:
lrwx------ 1 root root 64 Nov 21 02:27 12 -> /dev/nbd0

/proc/900/fd:
lr-x------ 1 root root 64 Nov 21 02:27 3 -> /dev/mapper/open by process
lr-x------ 1 root root 64 Nov 21 02:27 4 -> /dev/dm-4 (deleted)
`);
    expect(problems).toEqual([]);
    expect(value).toEqual([
      { kind: 'path', pid: 841, fd: 12, path: '/dev/nbd0', isDeleted: false, line: 2 },
      { kind: 'path', pid: 900, fd: 3, path: '/dev/mapper/open by process', isDeleted: false, line: 5 },
      { kind: 'path', pid: 900, fd: 4, path: '/dev/dm-4', isDeleted: true, line: 6 },
    ]);
  });

  test.each([
    'lr-x------ 1 root root 64 Nov 21 02:27 3 -> /dev/sda',
    '/proc/x/fd:',
    '412 fd 7',
    '412 fd 7 254',
    '412 fd x 254:3 0',
    '412 map',
    '412 map 254:3 x',
    'x on 254:3',
    '412 is 254:3',
    '412 scm x',
    'scope some',
  ])('are not made of what is none: %s', (line) => {
    const { value, problems } = parseProcessUses(`${line}\n`);
    expect(value).toEqual([]);
    expect(problems.map(({ text }) => text)).toEqual([line]);
  });
});
