import type { ProcessInfo } from '../block/parse-processes.ts';
import { decodeHexEscapes } from '../text/escapes.ts';
import type { Workload } from './device-users.ts';

/**
 * Which virtual machine or container a process belongs to, by the names that their managers give control groups. A
 * container's name is not in /proc, its id is.
 */
export function workloadOf({
  guestName,
  cgroups,
}: Pick<ProcessInfo, 'guestName' | 'cgroups'>): Workload | null {
  if (guestName !== null) return { kind: 'vm', name: guestName };
  for (const path of cgroups) {
    // The innermost is the nearest: a container in a virtual machine's group is a container.
    for (const part of path.split('/').reverse()) {
      const found = workloadOfGroup(decodeHexEscapes(part));
      if (found) return found;
    }
  }
  return null;
}

const ID_DIGITS = 12;

/** `docker-<id>.scope`, `crio-<id>`, and the bare id that Docker and Kubernetes use without systemd. */
const CONTAINER_ID =
  /^(?:(?:docker|libpod|crio|cri-containerd|containerd|nerdctl)-)?([0-9a-f]{12,64})(?:\.scope)?$/;
/** libvirt's `machine-qemu-3-web1.scope`; Proxmox's `100.scope` lies in `qemu.slice` and names nothing. */
const LIBVIRT = /^machine-(qemu|lxc)-\d+-(.+)\.scope$/s;
const NSPAWN = /^(?:machine-|systemd-nspawn@)(.+)\.(?:scope|service)$/s;
const LXC = /^lxc(?:\.payload)?\.(.+)$/s;

function workloadOfGroup(group: string): Workload | null {
  const id = CONTAINER_ID.exec(group)?.[1];
  if (id !== undefined) return { kind: 'container', name: id.slice(0, ID_DIGITS) };
  const libvirt = LIBVIRT.exec(group);
  if (libvirt) return { kind: libvirt[1] === 'qemu' ? 'vm' : 'container', name: libvirt[2] ?? '' };
  const other = NSPAWN.exec(group) ?? LXC.exec(group);
  return other ? { kind: 'container', name: other[1] ?? '' } : null;
}
