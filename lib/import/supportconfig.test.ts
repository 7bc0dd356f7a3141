import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildStack } from '../stack/build-stack.ts';
import { encodeHostText } from '../text/host-text.ts';
import { isOfUse } from './file-command.ts';
import { importCapture } from './import-capture.ts';
import { modelOf } from './known-model.fixture.ts';
import { outputsOf } from './less-evidence.fixture.ts';

const printed = outputsOf(
  readFileSync(new URL('../../e2e/cases/s1-leaked-mounted/capture', import.meta.url)),
);
const textOf = (command: string) => printed.find((each) => each.command === command)?.text ?? '';

const section = (kind: string, label: string, text: string) =>
  `#==[ ${kind} ]${'='.repeat(38)}#\n# ${label}\n${text}\n`;
const file = (name: string, ...sections: readonly string[]) => ({
  path: `scc_host1_261129_0900/${name}`,
  bytes: encodeHostText(
    `=============================================================================\n                     Support Utilities - Supportconfig\n\n${sections.join('')}`,
  ),
});

const MAPPED = [
  section('Command', '/sbin/dmsetup ls --tree', textOf('dmsetup ls --tree')),
  section('Command', '/sbin/dmsetup table', textOf('dmsetup table')),
  section('Command', '/sbin/dmsetup info', textOf('dmsetup info')),
];

const FILES = [
  file(
    'basic-environment.txt',
    section('Command', '/bin/date', 'Sun Nov 29 09:00:12 UTC 2026'),
    section('Command', '/usr/bin/uname -a', 'Linux host1 6.4.0-150600.23-default #1 SMP x86_64 GNU/Linux'),
  ),
  file(
    'lvm.txt',
    section('Verification', 'rpm -V lvm2-2.03.22', '# Verification Status: Passed'),
    section('Configuration File', '/etc/lvm/lvm.conf', 'devices {\n\tdir = "/dev"\n}'),
    ...MAPPED,
    section('Command', '/usr/sbin/lvs -vvvv', '#lvmcmdline.c:3048  Parsing: lvs -vvvv'),
  ),
  file('mpio.txt', ...MAPPED),
  file(
    'fs-softraid.txt',
    section('Configuration File', '/proc/mdstat', textOf('cat /proc/mdstat')),
    section('Configuration File', '/etc/raidtab - File not found', ''),
  ),
  file(
    'fs-diskio.txt',
    section('Configuration File', '/proc/partitions', textOf('cat /proc/partitions')),
    section('Command', '/bin/lsblk', textOf('lsblk')),
  ),
];

function imported(files: readonly { path: string; bytes: Uint8Array }[]) {
  const read = importCapture(files, 'scc_host1_261129_0900');
  if (!read.ok) throw new Error(read.reason);
  return { capture: read.value.value, stack: buildStack(read.value.value, read.value.problems) };
}

const COMMANDS = [
  'dmsetup ls --tree',
  'dmsetup table',
  'dmsetup info',
  'cat /proc/mdstat',
  'cat /proc/partitions',
  'lsblk',
];

test('a supportconfig is the outputs in it, each once, and nothing else', () => {
  const { capture, stack } = imported(FILES);
  expect(stack.host.origin).toMatchObject({
    kind: 'supportconfig',
    repeated: [],
    ignoredLines: 0,
    sources: COMMANDS,
  });
  expect(stack.problems).toEqual([]);
  expect([capture.host, capture.timeSeconds]).toEqual(['host1', Date.parse('2026-11-29T09:00:12Z') / 1000]);
  const pasted = COMMANDS.map((command) => `# ${command}\n${textOf(command)}`).join('\n');
  expect(modelOf(stack)).toEqual(modelOf(imported([{ path: '-', bytes: encodeHostText(pasted) }]).stack));
});

test('of its archive only the files that can be of use are unpacked', () => {
  const inFolder = [
    'lvm.txt',
    'mpio.txt',
    'fs-diskio.txt',
    'messages.txt',
    'network.txt',
    'supportconfig.txt',
  ];
  expect(inFolder.map((name) => isOfUse(`scc_host1_261129_0900/${name}`))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
