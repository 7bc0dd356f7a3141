/** What a guest has, one entry a thing: mapped devices with their tables, loops, nbd connections, arrays, mounts, swaps, servers. */
import type { Guest } from '../guest.ts';

/** By the kernel's name of a device, or what else it is; the value is all that a run could change of it. */
export type HostState = ReadonlyMap<string, string>;

const SEPARATOR = '\u001f';

const LIST = `udevadm settle --timeout=20 </dev/null
dmsetup --manglename none info -c --noheadings --separator '${SEPARATOR}' -o blkdevname,name,uuid,tables_loaded,suspended,readonly 2>/dev/null | grep '${SEPARATOR}' | sed 's/^/dm /'
dmsetup --manglename none table | sed 's/^/table /'
dmsetup --manglename none table --inactive | sed 's/^/inactive /'
cd /sys/class/block; grep -Hs . loop*/loop/backing_file loop*/loop/autoclear nbd*/pid md*/md/array_state */size | sed 's/^/file /'
awk '{ print "mount", $5, $3, $4 }' /proc/self/mountinfo; tail -n +2 /proc/swaps | awk '{ print "swap", $1, $2 }'
pgrep -a qemu-nbd | sed 's/^/server /'`;

export async function hostState(guest: Guest): Promise<HostState> {
  const state = new Map<string, string>();
  const knames = new Map<string, string>();
  const add = (key: string, text: string) =>
    state.set(key, `${state.has(key) ? `${state.get(key)}; ` : ''}${text}`);
  for (const line of (await guest.ok(LIST)).split('\n')) {
    const [, what, rest = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
    if (what === 'dm') {
      const [kname = '', name = '', ...facts] = rest.split(SEPARATOR);
      knames.set(name, kname);
      add(kname, [name, ...facts].join(' '));
    } else if (what === 'table' || what === 'inactive') {
      const [, name = '', table = ''] = /^(.*?): (.*)$/.exec(rest) ?? [];
      if (table !== '') add(knames.get(name) ?? name, `${what} ${table}`);
    } else if (what === 'file') {
      const [, kname = '', fact = ''] = /^([^/]+)\/(.*)$/.exec(rest) ?? [];
      if (!(fact === 'size:0')) add(kname, fact);
    } else if (what === 'server') {
      // Its command line says whose it is.
      add(`server ${rest}`, 'runs');
    } else if (what !== undefined) {
      const [, key = ''] = /^(\S+)/.exec(rest) ?? [];
      add(`${what} ${key}`, rest);
    }
  }
  return state;
}

/** Keys whose value is another, or that only one has. */
export function changedKeys(before: HostState, after: HostState): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key));
}

export function changesText(before: HostState, after: HostState): string {
  return changedKeys(before, after)
    .map((key) => `${key}: ${before.get(key) ?? 'nothing'} → ${after.get(key) ?? 'nothing'}`)
    .join('\n');
}
