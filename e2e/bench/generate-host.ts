import { encodeHostText } from '../../lib/text/host-text.ts';

/**
 * A made-up KVM host of any size, as a capture: volume groups on partitions of disks, guests' volumes of which some
 * are encrypted, some have classic snapshots, some are thin with their pools. It has every section a real capture has,
 * with what a real host's would weigh, so that reading it costs what reading a real one does.
 */
export function generateHost(deviceCount: number): Uint8Array {
  const host = new HostText();
  for (let guest = 0; host.count < deviceCount; guest++) addGuest(host, guest, deviceCount);
  return encodeHostText(host.capture());
}

const MAJOR = 254;
const SECTORS = 20_971_520;

type Lines = Record<
  'info' | 'deps' | 'table' | 'status' | 'partitions' | 'sysfs' | 'links' | 'udev' | 'mounts',
  string[]
>;

class HostText {
  count = 0;
  readonly lines: Lines = {
    info: [],
    deps: [],
    table: [],
    status: [],
    partitions: [],
    sysfs: [],
    links: [],
    udev: [],
    mounts: [],
  };
  readonly lsblk: object[] = [];

  /** One disk with one partition, which carries a physical volume; its device number. */
  disk(index: number): string {
    const minor = index * 16;
    const name = `sd${letters(index)}`;
    for (const [kname, devNo, extra] of [
      [name, `8:${minor}`, [`${name}/device/model:QEMU HARDDISK`, `${name}/queue/rotational:0`]],
      [`${name}1`, `8:${minor + 1}`, [`${name}1/partition:1`, `${name}1/start:2048`]],
    ] as const) {
      this.lines.sysfs.push(
        `${kname}/dev:${devNo}`,
        `${kname}/size:${SECTORS * 200}`,
        `${kname}/ro:0`,
        ...extra,
      );
      this.lines.partitions.push(` ${devNo.replace(':', ' ')} ${SECTORS * 100} ${kname}`);
      this.lsblk.push(lsblkRow(kname, devNo, 'disk', SECTORS * 200 * 512));
    }
    this.lines.links.push(`${name}/${name}1`);
    return `8:${minor + 1}`;
  }

  /** One mapped device; its device number. */
  mapped(
    name: string,
    uuid: string,
    target: string,
    args: string,
    bases: readonly string[],
    status = '',
  ): string {
    const minor = this.count++;
    const devNo = `${MAJOR}:${minor}`;
    const padded = bases.map((base) => `(${base.replace(':', ', ')})`).join(' ');
    this.lines.info.push([MAJOR, minor, 'L--w', 1, 1, 0, uuid, name].join('\x1f'));
    this.lines.deps.push(`${name}: ${bases.length} dependencies\t: ${padded}`);
    this.lines.table.push(`${name}: 0 ${SECTORS} ${target} ${args}`);
    this.lines.status.push(`${name}: 0 ${SECTORS} ${target} ${status}`);
    this.lines.partitions.push(` ${MAJOR} ${minor} ${SECTORS / 2} dm-${minor}`);
    this.lines.udev.push(
      `b${devNo}:E:ID_FS_TYPE=ext4`,
      `b${devNo}:E:ID_FS_UUID_ENC=6a5cf1b0-0000-4000-8000-${hex(minor, 12)}`,
      `b${devNo}:S:mapper/${name}`,
      `b${devNo}:S:disk/by-id/dm-name-${name}`,
      `b${devNo}:S:disk/by-id/dm-uuid-${uuid}`,
    );
    this.lsblk.push(lsblkRow(`dm-${minor}`, devNo, 'lvm', SECTORS * 512, name));
    return devNo;
  }

  mount(devNo: string, name: string): void {
    this.lines.mounts.push(
      `${this.count + 100} 1 ${devNo} / /srv/${name} rw,relatime shared:${this.count} - ext4 /dev/mapper/${name} rw`,
    );
  }

  capture(): string {
    const { lines } = this;
    const text = (list: readonly string[]) => (list.length > 0 ? `${list.join('\n')}\n` : '');
    const core: readonly (readonly [string, string])[] = [
      ['uname', 'Linux host1.example.com 6.1.0-40-amd64 #1 SMP x86_64 GNU/Linux\n'],
      ['dmsetup-version', 'Library version:   1.02.185 (2022-05-18)\nDriver version:    4.47.0\n'],
      ['dmsetup-info', text(lines.info)],
      ['dmsetup-deps', text(lines.deps)],
      ['dmsetup-table', text(lines.table)],
      ['sysfs', text(lines.sysfs)],
      ['sysfs-links', text(lines.links)],
      ['proc-partitions', `major minor  #blocks  name\n\n${text(lines.partitions)}`],
      ['proc-swaps', 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'],
      ['mountinfo', text(lines.mounts)],
    ];
    const extra: readonly (readonly [string, string])[] = [
      ['dmsetup-status', text(lines.status)],
      ['dmsetup-info-long', ''],
      ['udev-db', text(lines.udev)],
      ['lsblk', `${JSON.stringify({ blockdevices: this.lsblk }, null, 3)}\n`],
    ];
    return [
      'dmscope-capture 1',
      '%% begin seq=1 time=1763689858 uptime=1234.56 reason=start host=host1.example.com',
      ...core.map(([name, body]) => section(name, 'core', body)),
      '%% end seq=1 ms=400',
      ...extra.map(([name, body]) => section(name, 'extra', body)),
      '',
    ].join('\n');
  }
}

function section(name: string, tier: string, body: string): string {
  const bytes = encodeHostText(body).length;
  return `%% section name=${name} tier=${tier} state=done status=0 ms=10 bytes=${bytes} command=${name}\n${body}`;
}

function addGuest(host: HostText, guest: number, limit: number): void {
  const vg = `vm${Math.floor(guest / 50)}`;
  const pv = guest % 50 === 0 ? host.disk(guest / 50) : `8:${Math.floor(guest / 50) * 16 + 1}`;
  const name = `${vg}-guest${guest}.example.com`;
  const uuid = (suffix = '') => `LVM-${hex(Math.floor(guest / 50), 32)}${hex(host.count, 32)}${suffix}`;
  const isFull = () => host.count >= limit;
  const linear = (label: string, suffix = '') =>
    host.mapped(label, uuid(suffix), 'linear', `${pv} ${2048 + host.count * SECTORS}`, [pv]);
  if (guest % 5 === 0) {
    const real = linear(`${name}-real`, '-real');
    const cow = linear(`${name}--snap-cow`, '-cow');
    host.mapped(name, uuid(), 'snapshot-origin', real, [real]);
    if (!isFull())
      host.mapped(`${name}--snap`, uuid(), 'snapshot', `${real} ${cow} P 8`, [cow, real], '4096/20971520 32');
  } else if (guest % 5 === 1) {
    const meta = linear(`${name}_tmeta`, '-tmeta');
    const data = linear(`${name}_tdata`, '-tdata');
    const pool = host.mapped(
      `${name}-tpool`,
      uuid('-tpool'),
      'thin-pool',
      `${meta} ${data} 128 0 0`,
      [data, meta],
      '1 20/4096 300/8000 - rw discard_passdown queue_if_no_space - 1024',
    );
    for (let i = 1; i < 5 && !isFull(); i++)
      host.mapped(`${name}--thin${i}`, uuid(), 'thin', `${pool} ${i}`, [pool], '20480 20971519');
  } else {
    const lv = linear(name);
    if (guest % 5 === 2) host.mount(lv, name);
    if (guest % 5 === 3 && !isFull()) {
      host.mapped(
        `luks-${name}`,
        `CRYPT-LUKS2-${hex(guest, 32)}-luks-${name}`,
        'crypt',
        `aes-xts-plain64 :64:logon:cryptsetup:x 0 ${lv} 32768`,
        [lv],
      );
    }
  }
}

function lsblkRow(kname: string, devNo: string, type: string, size: number, name = kname): object {
  const uuid = '6a5cf1b0-0000-4000-8000-000000000000';
  const hardware = { model: null, serial: null, wwn: null };
  return { name, kname, 'maj:min': devNo, type, size, fstype: 'ext4', label: null, uuid, ...hardware };
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

function letters(index: number): string {
  return index < 26
    ? String.fromCharCode(97 + index)
    : letters(Math.floor(index / 26) - 1) + letters(index % 26);
}
