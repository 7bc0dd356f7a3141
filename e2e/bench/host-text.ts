import { encodeHostText } from '../../lib/text/host-text.ts';

/** The lines that a host's tools would print of its devices, gathered device by device, and the capture they make. */
const MAJOR = 254;
export const SECTORS = 20_971_520;

export type Mapping = {
  readonly target: string;
  readonly args: string;
  readonly bases: readonly string[];
  readonly status?: string;
  readonly openCount?: number;
  /** What udev found on it. */
  readonly content?: string;
  readonly contentUuid?: string;
};

type Lines = Record<
  'info' | 'deps' | 'table' | 'status' | 'partitions' | 'sysfs' | 'links' | 'udev' | 'mounts',
  string[]
>;

export class HostText {
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
  mapped(name: string, uuid: string, made: Mapping): string {
    const { target, args, bases, status = '', openCount = 1, content = 'ext4' } = made;
    const minor = this.count++;
    const devNo = `${MAJOR}:${minor}`;
    const padded = bases.map((base) => `(${base.replace(':', ', ')})`).join(' ');
    this.lines.info.push([MAJOR, minor, 'L--w', openCount, 1, 0, uuid, name].join('\x1f'));
    this.lines.deps.push(`${name}: ${bases.length} dependencies\t: ${padded}`);
    this.lines.table.push(`${name}: 0 ${SECTORS} ${target} ${args}`);
    this.lines.status.push(`${name}: 0 ${SECTORS} ${target} ${status}`);
    this.lines.partitions.push(` ${MAJOR} ${minor} ${SECTORS / 2} dm-${minor}`);
    this.lines.udev.push(
      `b${devNo}:E:ID_FS_TYPE=${content}`,
      `b${devNo}:E:ID_FS_UUID_ENC=${made.contentUuid ?? `6a5cf1b0-0000-4000-8000-${hex(minor, 12)}`}`,
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

function lsblkRow(kname: string, devNo: string, type: string, size: number, name = kname): object {
  const uuid = '6a5cf1b0-0000-4000-8000-000000000000';
  const hardware = { model: null, serial: null, wwn: null };
  return { name, kname, 'maj:min': devNo, type, size, fstype: 'ext4', label: null, uuid, ...hardware };
}

export function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

function letters(index: number): string {
  return index < 26
    ? String.fromCharCode(97 + index)
    : letters(Math.floor(index / 26) - 1) + letters(index % 26);
}
