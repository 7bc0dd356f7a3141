import { readFileSync } from 'node:fs';

/** Whether nothing that kills this process's control group as a whole reaches the other one; false where that cannot be read. */
export function isOutsideOwnGroup(pid: number): boolean {
  try {
    return isOutside(readFileSync('/proc/self/cgroup', 'utf8'), readFileSync(`/proc/${pid}/cgroup`, 'utf8'));
  } catch {
    return false;
  }
}

/** Both as /proc/PID/cgroup has them (cgroups(7)): `ID:CONTROLLERS:PATH` for each hierarchy. The root of one cannot be killed. */
export function isOutside(own: string, other: string): boolean {
  const others = pathsOf(other);
  return [...pathsOf(own)].every(([hierarchy, path]) => {
    const there = others.get(hierarchy);
    return there !== undefined && (path === '/' || !`${there}/`.startsWith(`${path}/`));
  });
}

function pathsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, hierarchy, path] = /^(\d+):[^:]*:(\/.*)$/.exec(line) ?? [];
      return hierarchy === undefined || path === undefined ? [] : [[hierarchy, path] as const];
    }),
  );
}
