import { describe, expect, it } from 'vitest';
import { parseNbdFiles } from './parse-nbd-files.ts';

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
        processIds: null,
        line: 1,
        files: [
          { fd: 0, path: '/dev/null', isDeleted: false, line: 3 },
          { fd: 3, path: 'socket:[277]', isDeleted: false, line: 4 },
          { fd: 5, path: '/srv/images/web 1 -> 2.example.com.qcow2', isDeleted: true, line: 5 },
        ],
      },
      { kname: 'nbd1', pid: 900, processIds: null, line: 6, files: [] },
      {
        kname: 'nbd2',
        pid: 901,
        processIds: null,
        line: 7,
        files: [{ fd: 12, path: '/dev/nbd2', isDeleted: false, line: 8 }],
      },
    ]);
  });

  it('reads names that ls escaped, so that none of them can pass for another line', () => {
    const { value, problems } = parseNbdFiles(`nbd0 pid=843 tgid=841
total 0
lrwx------ 1 root root 64 Nov 21 02:27 5 -> /srv/a\\nnbd1\\ pid=1\\ tgid=1
lrwx------ 1 root root 64 Nov 21 02:27 6 -> /srv/\\303\\244\\\\040\\"b\\ (deleted)
nbd1 pid=900 tgid=
nbd2 pid=901 tgid=77 raw
lrwx------ 1 root root 64 Nov 21 02:27 5 -> /srv/a\\040b
`);
    expect(problems).toEqual([]);
    expect(
      value.map(({ kname, processIds, files }) => [kname, processIds, ...files.map(({ path }) => path)]),
    ).toEqual([
      ['nbd0', [841], '/srv/a\nnbd1 pid=1 tgid=1', '/srv/ä\\040"b'],
      ['nbd1', []],
      ['nbd2', [77], '/srv/a\\040b'],
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
