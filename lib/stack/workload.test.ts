import { expect, test } from 'vitest';
import { workloadOf } from './workload.ts';

const of = (...cgroups: readonly string[]) => workloadOf({ guestName: null, cgroups });
const ID = '3f4a9c21d40f3a9c21d40f3a9c21d40f3a9c21d40f3a9c21d40f3a9c21d40f3a';

test('a virtual machine is known by what QEMU was told, else by libvirt’s group', () => {
  expect(workloadOf({ guestName: 'web1', cgroups: [`/docker/${ID}`] })).toEqual({ kind: 'vm', name: 'web1' });
  expect(of('/machine.slice/machine-qemu\\x2d3\\x2dweb\\x2d1.scope/libvirt/emulator')).toEqual({
    kind: 'vm',
    name: 'web-1',
  });
});

test.each([
  [`/system.slice/docker-${ID}.scope`],
  [`/docker/${ID}`],
  [`/machine.slice/libpod-${ID}.scope/container`],
  [`/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-${ID}.scope`],
  [`/kubepods/besteffort/pod1/${ID}`],
])('a container is known by its id: %s', (path) => {
  expect(of(path)).toEqual({ kind: 'container', name: '3f4a9c21d40f' });
});

test('containers that have names are called by them', () => {
  expect(of('/lxc.payload.mail/init.scope')).toEqual({ kind: 'container', name: 'mail' });
  expect(of('/machine.slice/machine-build.scope/payload')).toEqual({ kind: 'container', name: 'build' });
  expect(of('/machine.slice/systemd-nspawn@build.service')).toEqual({ kind: 'container', name: 'build' });
});

test('an ordinary service, session or user belongs to none', () => {
  expect(of('/', '/system.slice/multipathd.service', '/user.slice/user-0.slice/session-1.scope')).toBe(null);
  expect(of()).toBe(null);
});
