import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

/** What /proc tells of a process that may be in the way. */
export type ProcessInfo = {
  readonly pid: number;
  /** The `Name:` of /proc/PID/status: at most 15 bytes, newlines and backslashes escaped by the kernel. */
  readonly command: string;
  /** `S`, `R`, `D` …; empty where not told. */
  readonly state: string;
  /** Paths of its control groups: the unified one first, else those of systemd or the memory controller. */
  readonly cgroups: readonly string[];
  /** The kernel function it sleeps in; null where the kernel does not tell. */
  readonly waitsIn: string | null;
  /** What QEMU was told to call the virtual machine. */
  readonly guestName: string | null;
  readonly line: number;
};

type Draft = { -readonly [K in keyof ProcessInfo]: ProcessInfo[K] } & { cgroups: string[] };

const LINE = /^\/proc\/(\d{1,10})\/(status|cgroup|wchan|cmdline):(.*)$/s;

/**
 * Reads the section `processes`: lines of /proc/PID/status, cgroup and wchan as `grep -H` prints them (proc(5),
 * cgroups(7)), and of a command line the one argument `-name guest=…`.
 */
export function parseProcesses(text: string, section = 'processes'): Parsed<readonly ProcessInfo[]> {
  const found = new Map<number, Draft>();
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const [, pidText, file = '', rest = ''] = LINE.exec(content) ?? [];
    const pid = Number(pidText);
    const draft = found.get(pid) ?? emptyDraft(pid, line);
    if (pidText !== undefined && readInto(draft, file, rest)) found.set(pid, draft);
    else if (content !== '') {
      problems.push({ section, line, message: 'Not a line of /proc about a process', text: content });
    }
  });
  return { value: [...found.values()], problems };
}

function emptyDraft(pid: number, line: number): Draft {
  return { pid, command: '', state: '', cgroups: [], waitsIn: null, guestName: null, line };
}

/** False for what is not understood. */
function readInto(draft: Draft, file: string, rest: string): boolean {
  switch (file) {
    case 'status':
      return readStatus(draft, rest);
    case 'cgroup':
      return readCgroup(draft, rest);
    case 'wchan':
      draft.waitsIn = rest;
      return rest !== '';
    default:
      if (!rest.startsWith('-name guest=')) return false;
      draft.guestName = rest.slice('-name guest='.length);
      return true;
  }
}

function readStatus(draft: Draft, rest: string): boolean {
  const [, key, value = ''] = /^(Name|State):\s*(.*)$/.exec(rest) ?? [];
  if (key === 'Name') draft.command = value;
  if (key === 'State') draft.state = value.slice(0, 1);
  return key !== undefined;
}

/** `0::/machine.slice/…` (v2), `1:name=systemd:/…` (v1). */
function readCgroup(draft: Draft, rest: string): boolean {
  const [, hierarchy, path = ''] = /^(\d{1,10}):[^:]*:(\/.*)$/.exec(rest) ?? [];
  if (hierarchy === '0') draft.cgroups.unshift(path);
  else if (hierarchy !== undefined) draft.cgroups.push(path);
  return hierarchy !== undefined;
}
