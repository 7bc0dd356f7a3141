import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMs } from '../cpu-time.fixture.ts';
import { parseDmDeps } from '../dm/parse-deps.ts';
import { parseDmInfo } from '../dm/parse-info.ts';
import { parseDmInfoLong } from '../dm/parse-info-long.ts';
import { parseDmTable } from '../dm/parse-table.ts';
import { parseLvmBackups } from '../lvm/parse-backup.ts';
import { parseDevicesFile } from '../lvm/parse-devices-file.ts';
import { parseInside } from '../lvm/parse-inside.ts';
import { parseLvmConfig } from '../lvm/parse-lvm-config.ts';
import type { Parsed } from '../problem.ts';
import { parseLiveFileSystems } from './parse-live-file-systems.ts';
import { parseLoopBacking } from './parse-loop-backing.ts';
import { parseLosetup } from './parse-losetup.ts';
import { parseLsblk } from './parse-lsblk.ts';
import { parseMdstat } from './parse-mdstat.ts';
import { parseMountinfo } from './parse-mountinfo.ts';
import { parseNbdFiles } from './parse-nbd-files.ts';
import { parsePartitions } from './parse-partitions.ts';
import { parseProcessUses } from './parse-process-uses.ts';
import { parseProcesses } from './parse-processes.ts';
import { parseSwaps } from './parse-swaps.ts';
import { parseSysfs } from './parse-sysfs.ts';
import { parseSysfsLinks } from './parse-sysfs-links.ts';
import { parseTools } from './parse-tools.ts';
import { parseUdevCookies } from './parse-udev-cookies.ts';
import { parseUdevDb } from './parse-udev-db.ts';

const KNOWN_NAMES: ReadonlySet<string> = new Set(['events', 'a: 0 8 zero', 'raw\nnewline', 'raw\ttab', '']);
const LISTING = 'events\t(254:10)\nraw\nnewline\t(254:45)\n';

type Case = readonly [section: string, parse: (text: string) => Parsed<unknown>, real: readonly string[]];

/** Each parser with lines it understands, which are cut up and mixed below. */
const CASES: readonly Case[] = [
  ['dmsetup-info', (text) => parseDmInfo(text), INFO()],
  ['dmsetup-info', (text) => parseDmInfo(text, undefined, new Set(LISTING.split('\t'))), INFO()],
  [
    'dmsetup-info-long',
    parseDmInfoLong,
    [
      'Name:              events',
      'State:             ACTIVE',
      'Major, minor:      254, 10',
      'UUID: LVM-x',
      '',
    ],
  ],
  ['dmsetup-table', (text) => parseDmTable(text), TABLE()],
  ['dmsetup-table', (text) => parseDmTable(text, KNOWN_NAMES), TABLE()],
  ['dmsetup-deps', (text) => parseDmDeps(text), DEPS()],
  ['dmsetup-deps', (text) => parseDmDeps(text, KNOWN_NAMES), DEPS()],
  [
    'lsblk',
    parseLsblk,
    ['{', '"blockdevices": [', '{"name": "sda", "children": [', '{"name": 1}', ']}', ']', '}'],
  ],
  [
    'losetup',
    parseLosetup,
    ['{"loopdevices": [', '{"name": "/dev/loop0"}', ']}', '/dev/loop0: [0041]:3 (/tmp/a.img)'],
  ],
  [
    'proc-mdstat',
    parseMdstat,
    [
      'md1 : active raid1 sdb2[1] sda2[0](F)',
      '      136448 blocks super 1.2 [2/1] [U_]',
      '      [==>...]  recovery = 12.6% (1/2) finish=1min',
      'unused devices: <none>',
    ],
  ],
  ['mountinfo', parseMountinfo, ['30 22 254:42 / /mnt/a\\040b rw shared:1 - ext4 /dev/x rw', 'pid=12 ns=40']],
  ['proc-swaps', parseSwaps, ['Filename	Type', '/dev/dm-2 partition	65532	0	-2']],
  ['proc-partitions', parsePartitions, ['major minor  #blocks  name', ' 254        0     307200 dm-0']],
  [
    'sysfs',
    parseSysfs,
    ['sda/dev:8:0', 'loop0/loop/backing_file:/tmp/x', '__proto__/ro:1', 'sda/__proto__:1'],
  ],
  ['sysfs-links', parseSysfsLinks, ['md0/slaves/dm-3', 'sda/sda1', 'sda/holders/md0']],
  ['udev-db', parseUdevDb, ['b254:1:E:ID_FS_LABEL_ENC=a\\x20b', 'b254:1:S:mapper/x', 'b8:0:E:__proto__=1']],
  ['nbd-files', parseNbdFiles, ['nbd0 pid=841', 'lrwx------ 1 root root 64 Nov 21 02:27 5 -> /srv/a b']],
  [
    'processes',
    parseProcesses,
    [
      '/proc/8/status:Name:	a b',
      '/proc/8/status:State:	D (disk sleep)',
      '/proc/8/cgroup:0::/a',
      '/proc/8/wchan:x',
    ],
  ],
  ['tools', parseTools, ['/usr/sbin/dmsetup', 'alias x=y']],
  [
    'lvm-config',
    parseLvmConfig,
    ['  LVM version:     2.03.16(2)', 'devices/filter=["a|x|","r|.*|"]', 'a/b=1'],
  ],
  [
    'lvm-devices-file',
    parseDevicesFile,
    ['VERSION=1.1.1', 'IDTYPE=md_uuid IDNAME=6f DEVNAME=/dev/md1 PVID=Yq'],
  ],
  [
    'lvm-backup',
    parseLvmBackups,
    [
      '== /etc/lvm/backup/vg',
      'vg {',
      '\tid = "vrHDPG-Q3wg"',
      'description = "Created *after* executing \'vgs\'"',
      '\t\tpv0 {',
      '\t\t\tdevice = "/dev/md1"\t# Hint only',
      '\t\t}',
      '}',
    ],
  ],
  [
    'lvm-inside',
    parseInside,
    [
      '{"devNo":"254:3","name":"vm\udcff","uuid":"","sizeBytes":4096,"key":"00","notRead":"it is suspended"}',
      '{"devNo":"98:0","name":"ubda","uuid":"","sizeBytes":4096,"key":"00","inside":{"readAtSeconds":1,"partitionTable":"gpt","pvs":[],"problems":["a"]}}',
    ],
  ],
  ['udev-cookies', parseUdevCookies, [' 223178032 10 600 1 0 0 0 0 0 1795264547', ' 1 2 600 1 0 0 0 0 0 5']],
  ['open-files', parseProcessUses, ['/proc/841/fd:', 'lrwx------ 1 root root 64 Nov 21 02:27 5 -> /dev/sda']],
  [
    'mapped-files',
    (text) => parseProcessUses(text, 'mapped-files'),
    ['scope all', '841 fd 5 8:0 0100000', '841 map 8:0', '841 uring a'],
  ],
  ['live-file-systems', parseLiveFileSystems, ['ext4/sda', 'btrfs/x/devices/sdb', 'target /dev/x']],
  ['loop-backing', parseLoopBacking, ['loop5 81a4 0:0 25 10', 'loop6 61a4 2b:8 66305 9']],
];

function INFO(): readonly string[] {
  return [
    '254\x1f10\x1fL--w\x1f0\x1f1\x1f0\x1f\x1fevents',
    '254\x1f45\x1fL-sr\x1f0\x1f1\x1f0\x1fCRYPT-a\nb\x1fraw\nnewline',
    'Name Maj Min Stat Open Targ Event  UUID',
    "DM_NAME='x'|DM_DEVNO='254:1'",
  ];
}
function TABLE(): readonly string[] {
  return [
    'events: 0 1024 linear 7:0 10240',
    'no-table: ',
    'a: 0 8 zero: 0 8 zero ',
    'raw\nnewline: 0 8 zero ',
    '0 8 zero',
  ];
}
function DEPS(): readonly string[] {
  return [
    'events: 2 dependencies\t: (254, 2) (254, 1)',
    'raw\nnewline: 0 dependencies\t:',
    '1 dependencies\t: (loop0)',
  ];
}

/** Real lines, whole, cut short or run together, among any other text. */
function hostileText(real: readonly string[]): fc.Arbitrary<string> {
  const line = fc.constantFrom(...real);
  const piece = fc.oneof(
    { weight: 4, arbitrary: line.map((text) => `${text}\n`) },
    { weight: 2, arbitrary: fc.tuple(line, fc.nat(60)).map(([text, at]) => text.slice(0, at)) },
    { weight: 2, arbitrary: fc.tuple(line, fc.nat(60)).map(([text, at]) => text.slice(at)) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constantFrom('\n', ': ', '\t', '\udcff', '\0', '"', '(', '\\x', '\\0') },
  );
  return fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
}

describe.each(CASES)('the parser of %s', (section, parse, real) => {
  it('takes any text, and says of its problems where they are', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText(real), fc.string({ unit: 'binary' })), (text) => {
        const lineCount = text.split('\n').length;
        for (const problem of parse(text).problems) {
          expect(problem.section).toBe(section);
          expect(problem.message).not.toBe('');
          if (problem.line !== null) {
            expect(problem.line).toBeGreaterThanOrEqual(1);
            expect(problem.line).toBeLessThanOrEqual(lineCount);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps what it understands and lists the line of garbage before it', () => {
    const good = real.slice(0, WHOLE.get(section) ?? 2).join('\n');
    const clean = parse(good);
    const dirty = parse(`%% garbage %%\n${good}`);
    expect(sizeOf(clean.value)).toBeGreaterThan(0);
    expect(sizeOf(dirty.value)).toBe(sizeOf(clean.value));
    expect(dirty.problems.length).toBe(clean.problems.length + 1);
  });

  it('takes time in proportion to the text', () => {
    const text = (times: number) =>
      `${real.join('\n').repeat(times)}${': \t'.repeat(20 * times)}${'\n: 0 8 '.repeat(20 * times)}[${'\\x20'.repeat(20 * times)}`;
    const fewMs = Math.min(...[1, 2, 3].map(() => cpuMs(() => parse(text(200)))));
    const manyMs = Math.min(...[1, 2, 3].map(() => cpuMs(() => parse(text(2000)))));
    expect(manyMs).toBeLessThan(50 * Math.max(fewMs, 4));
  });
});

/** How many of a parser's lines make a text without a problem, where it is not the first two. */
const WHOLE: ReadonlyMap<string, number> = new Map([
  ['dmsetup-info-long', 5],
  ['lsblk', 7],
  ['losetup', 3],
  ['lvm-backup', 8],
]);

/** How much was understood: lists and maps count their entries. */
function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : value instanceof Map ? value.size : -1;
}
