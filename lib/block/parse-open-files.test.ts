import { describe, expect, it } from 'vitest';
import { parseNbdFiles } from './parse-nbd-files.ts';
import { parseOpenFiles } from './parse-open-files.ts';

describe('parseNbdFiles', () => {
  it('lists what each server has open', () => {
    const { value, problems } = parseNbdFiles(`nbd0 pid=841
total 0
lr-x------ 1 root root 64 Nov 21 02:27 0 -> /dev/null
lrwx------ 1 root root 64 Nov 21 02:27 3 -> socket:[277]
lrwx------ 1 root root 64 Nov 21 02:27 5 -> /srv/images/web 1 -> 2.example.com.qcow2 (deleted)
nbd1 pid=900
nbd2 pid=901
lrwx------    1 root     root            64 Nov 21 02:27 12 -> /dev/nbd2
`);
    expect(problems).toEqual([]);
    expect(value).toEqual([
      {
        kname: 'nbd0',
        pid: 841,
        line: 1,
        files: [
          { fd: 0, path: '/dev/null', isDeleted: false, line: 3 },
          { fd: 3, path: 'socket:[277]', isDeleted: false, line: 4 },
          { fd: 5, path: '/srv/images/web 1 -> 2.example.com.qcow2', isDeleted: true, line: 5 },
        ],
      },
      { kname: 'nbd1', pid: 900, line: 6, files: [] },
      { kname: 'nbd2', pid: 901, line: 7, files: [{ fd: 12, path: '/dev/nbd2', isDeleted: false, line: 8 }] },
    ]);
  });

  it('lists what it does not understand', () => {
    const { problems } = parseNbdFiles(
      'lrwx------ 1 root root 64 Nov 21 02:27 3 -> /x\nnbd0 pid=1\nls: what\nlx -> y\n',
    );
    expect(problems.map(({ section, line }) => [section, line])).toEqual([
      ['nbd-files', 1],
      ['nbd-files', 3],
      ['nbd-files', 4],
    ]);
  });
});

describe('parseOpenFiles', () => {
  it('gives each file to its process', () => {
    const { value, problems } = parseOpenFiles(`/proc/841/fd:
lrwx------ 1 root root 64 Nov 21 02:27 12 -> /dev/nbd0

/proc/900/fd:
lr-x------ 1 root root 64 Nov 21 02:27 3 -> /dev/mapper/open by process
lr-x------ 1 root root 64 Nov 21 02:27 4 -> /dev/dm-4 (deleted)
`);
    expect(problems).toEqual([]);
    expect(value).toEqual([
      { pid: 841, fd: 12, path: '/dev/nbd0', isDeleted: false, line: 2 },
      { pid: 900, fd: 3, path: '/dev/mapper/open by process', isDeleted: false, line: 5 },
      { pid: 900, fd: 4, path: '/dev/dm-4', isDeleted: true, line: 6 },
    ]);
  });

  it('lists files of nobody and other lines', () => {
    const { value, problems } = parseOpenFiles(
      'lr-x------ 1 root root 64 Nov 21 02:27 3 -> /dev/sda\n/proc/x/fd:\n',
    );
    expect(value).toEqual([]);
    expect(problems.map(({ line }) => line)).toEqual([1, 2]);
  });
});
