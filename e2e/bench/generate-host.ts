import { encodeHostText } from '../../lib/text/host-text.ts';
import { HostText, hex, SECTORS } from './host-text.ts';

/**
 * A made-up KVM host of any size, as a capture: volume groups on partitions of disks, guests' volumes of which some
 * are encrypted, some have classic snapshots, some are thin with their pools. It has every section a real capture has,
 * with what a real host's would weigh, so that reading it costs what reading a real one does. The first guests may have
 * leaked: each has a volume group of its own, which the host activated on the snapshot that a backup took of its disk.
 */
export function generateHost(deviceCount: number, leakCount = 0): Uint8Array {
  const host = new HostText();
  for (let guest = 0; host.count < deviceCount; guest++) {
    const disk = diskOf(host, guest);
    if (guest < leakCount) addLeak(host, disk);
    else addGuest(host, disk, deviceCount);
  }
  return encodeHostText(host.capture());
}

/** Where a guest's volumes lie: fifty guests share a physical volume, with a volume group of its own. */
type GuestDisk = {
  readonly guest: number;
  readonly name: string;
  readonly uuid: (suffix?: string) => string;
  /** A linear volume; its device number. */
  readonly linear: (name: string, suffix?: string) => string;
};

function diskOf(host: HostText, guest: number): GuestDisk {
  const index = Math.floor(guest / 50);
  const pv = guest % 50 === 0 ? host.disk(index) : `8:${index * 16 + 1}`;
  const uuid = (suffix = '') => `LVM-${hex(index, 32)}${hex(host.count, 32)}${suffix}`;
  const linear = (name: string, suffix = '') => {
    const args = `${pv} ${2048 + host.count * SECTORS}`;
    return host.mapped(name, uuid(suffix), { target: 'linear', args, bases: [pv] });
  };
  return { guest, name: `vm${index}-guest${guest}.example.com`, uuid, linear };
}

/** The guest's disk with its snapshot, and on that the two volumes of the guest's own group; nobody uses those. */
function addLeak(host: HostText, { guest, name, uuid, linear }: GuestDisk): void {
  const disk = { content: 'LVM2_member', contentUuid: `Gue5tP-vNum-Bero-fThe-Disk-Ofa0-${hex(guest, 6)}` };
  const real = linear(`${name}-real`, '-real');
  const cow = linear(`${name}--snap-cow`, '-cow');
  host.mapped(name, uuid(), { target: 'snapshot-origin', args: real, bases: [real], ...disk });
  const snapshot = host.mapped(`${name}--snap`, uuid(), {
    target: 'snapshot',
    args: `${real} ${cow} P 8`,
    bases: [cow, real],
    status: '4096/20971520 32',
    openCount: 2,
    ...disk,
  });
  for (const [volume, start] of [
    ['data', 2048],
    ['meta', 2048 + SECTORS / 2],
  ] as const) {
    host.mapped(`docker${guest}-${volume}`, `LVM-${hex(guest, 31)}g${hex(host.count, 32)}`, {
      target: 'linear',
      args: `${snapshot} ${start}`,
      bases: [snapshot],
      openCount: 0,
    });
  }
}

function addGuest(host: HostText, { guest, name, uuid, linear }: GuestDisk, limit: number): void {
  const isFull = () => host.count >= limit;
  if (guest % 5 === 0) {
    const real = linear(`${name}-real`, '-real');
    const cow = linear(`${name}--snap-cow`, '-cow');
    host.mapped(name, uuid(), { target: 'snapshot-origin', args: real, bases: [real] });
    if (isFull()) return;
    const args = `${real} ${cow} P 8`;
    const status = '4096/20971520 32';
    host.mapped(`${name}--snap`, uuid(), { target: 'snapshot', args, bases: [cow, real], status });
  } else if (guest % 5 === 1) {
    addPool(host, { guest, name, uuid, linear }, limit);
  } else {
    const lv = linear(name);
    if (guest % 5 === 2) host.mount(lv, name);
    if (guest % 5 !== 3 || isFull()) return;
    const args = `aes-xts-plain64 :64:logon:cryptsetup:x 0 ${lv} 32768`;
    const uuidOfCrypt = `CRYPT-LUKS2-${hex(guest, 32)}-luks-${name}`;
    host.mapped(`luks-${name}`, uuidOfCrypt, { target: 'crypt', args, bases: [lv] });
  }
}

function addPool(host: HostText, { name, uuid, linear }: GuestDisk, limit: number): void {
  const meta = linear(`${name}_tmeta`, '-tmeta');
  const data = linear(`${name}_tdata`, '-tdata');
  const pool = host.mapped(`${name}-tpool`, uuid('-tpool'), {
    target: 'thin-pool',
    args: `${meta} ${data} 128 0 0`,
    bases: [data, meta],
    status: '1 20/4096 300/8000 - rw discard_passdown queue_if_no_space - 1024',
  });
  for (let i = 1; i < 5 && host.count < limit; i++) {
    const thin = { target: 'thin', args: `${pool} ${i}`, bases: [pool], status: '20480 20971519' };
    host.mapped(`${name}--thin${i}`, uuid(), thin);
  }
}
