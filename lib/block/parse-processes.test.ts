import { describe, expect, it } from 'vitest';
import { parseProcesses } from './parse-processes.ts';
import { parseTools } from './parse-tools.ts';

describe('parseProcesses', () => {
  it('gives each process its lines, in whatever order they come', () => {
    const { value, problems } = parseProcesses(`/proc/845/status:Name:	sleep
/proc/845/status:State:	S (sleeping)
/proc/845/cgroup:0::/
/proc/911/status:Name:	dd
/proc/911/status:State:	D (disk sleep)
/proc/911/cgroup:0::/docker-0123456789abcdef.scope
/proc/914/status:Name:	qemu-system-x86
/proc/914/status:State:	S (sleeping)
/proc/914/cgroup:1:name=systemd:/machine.slice/machine-qemu\\x2d3\\x2dweb1.scope
/proc/914/cgroup:0::/unified
/proc/911/wchan:se_is_idle
/proc/914/cmdline:-name guest=web 1
`);
    expect(problems).toEqual([]);
    expect(value).toEqual([
      { pid: 845, command: 'sleep', state: 'S', cgroups: ['/'], waitsIn: null, guestName: null, line: 1 },
      {
        pid: 911,
        command: 'dd',
        state: 'D',
        cgroups: ['/docker-0123456789abcdef.scope'],
        waitsIn: 'se_is_idle',
        guestName: null,
        line: 4,
      },
      {
        pid: 914,
        command: 'qemu-system-x86',
        state: 'S',
        cgroups: ['/unified', '/machine.slice/machine-qemu\\x2d3\\x2dweb1.scope'],
        waitsIn: null,
        guestName: 'web 1',
        line: 7,
      },
    ]);
  });

  it('lists what it does not understand, and takes nothing else of a command line', () => {
    const { value, problems } = parseProcesses(
      '/proc/1/cmdline:-object secret,data=SECRET\n/proc/x/status:Name: a\n/proc/2/cgroup:none\n/proc/3/status:Umask:\t0022\n',
    );
    expect(value).toEqual([]);
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });
});

describe('parseTools', () => {
  it('gives the names of the tools that are there', () => {
    const { value, problems } = parseTools(
      '/usr/sbin/dmsetup\n/usr/bin/qemu-nbd\n/usr/local/my tools/mdadm\n',
    );
    expect(problems).toEqual([]);
    expect(value).toEqual(['dmsetup', 'qemu-nbd', 'mdadm']);
  });

  it('lists what is no path: a shell may answer with an alias', () => {
    const { value, problems } = parseTools("alias mdadm='mdadm -v'\n");
    expect(value).toEqual([]);
    expect(problems.map(({ line }) => line)).toEqual([1]);
  });
});
