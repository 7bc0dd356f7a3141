import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { writeCapture } from '../capture/write-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { decodeHostText, encodeHostText } from '../text/host-text.ts';
import { dmsetupTree } from '../tree/dmsetup-tree.ts';
import { parseTreeOptions } from '../tree/tree-options.ts';
import { isOfUse } from './file-command.ts';
import { importCapture } from './import-capture.ts';
import { unpack } from './unpack.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(name, FIXTURES));
}

/** What the collector took a moment before the sosreport. */
const taken = readCapture(fixture('s1-leaked.capture')).value;
if (!taken) throw new Error('the fixture is no capture');
const live = buildStack(taken);
const TEXTS = new Map([...taken.sections.values()].map(({ name, text }) => [name, text]));

function imported(files: Readonly<Record<string, string>>, name = 'ticket'): Stack {
  const entries = Object.entries(files).map(([path, text]) => ({ path, bytes: encodeHostText(text) }));
  const read = importCapture(entries, name);
  if (!read.ok) throw new Error(read.reason);
  return buildStack(read.value.value, read.value.problems);
}

function pasted(text: string): Stack {
  return imported({ '-': text }, '');
}

function treeOf(stack: Stack, list = 'utf'): string {
  const options = parseTreeOptions(list, { columns: null, isUtf8: true });
  if (!options.ok) throw new Error(options.reason);
  return [...dmsetupTree(stack, options.value)].join('');
}

/** Without what only the collector tells of a device, and what only LVM's reports do. */
function told(device: Device): unknown {
  const { openedBy: _opened, unexplainedOpens: _unexplained, reportedHealth: _health, dm, ...rest } = device;
  return { ...rest, dm: dm && { ...dm, isDeferredRemove: null } };
}

async function sosreport() {
  const name = 'sosreport-host1-s1-leaked.tar.xz';
  const files = await unpack({ path: name, bytes: fixture(name) }, isOfUse);
  if (!files.ok) throw new Error(files.reason);
  const read = importCapture(files.value, name);
  if (!read.ok) throw new Error(read.reason);
  return { name, capture: read.value.value, stack: buildStack(read.value.value) };
}

const report = await sosreport();

describe('a sosreport of a host with a leaked snapshot', () => {
  const { stack } = report;

  it('is the stack that the collector saw, but for what sos does not collect', () => {
    expect(stack.devices.map(told)).toEqual(live.devices.map(told));
    expect(stack.problems.filter(({ message }) => !message.startsWith('Not used: '))).toEqual([]);
    expect(stack.host.lvm?.backups).toEqual(live.host.lvm?.backups);
    expect(treeOf(stack)).toBe(treeOf(live));
  });

  it('has its host, its time and its kernel, and says what it is and lacks', () => {
    const { name: host, timeSeconds, kernel, origin } = stack.host;
    expect({ host, kernel, time: new Date(timeSeconds * 1000).toISOString() }).toEqual({
      host: 'host1.example.com',
      kernel: '6.1.176',
      time: '2026-11-21T13:02:53.000Z',
    });
    expect(origin).toMatchObject({
      kind: 'sosreport',
      name: report.name,
      sources: expect.arrayContaining([
        'dmsetup info -c',
        'dmsetup ls --tree',
        'dmsetup table',
        'dmsetup status',
        'lsblk',
        'findmnt',
        'cat /proc/partitions',
        'cat /proc/swaps',
        'cat /proc/mdstat',
      ]),
      repeated: [],
      // `Reloading config files`, which LVM says with -v.
      ignoredLines: 6,
      missing: [
        'inactive tables',
        'pending removes',
        'which processes have devices open',
        'LVM’s settings',
        'which tools are installed',
        'device-mapper’s version',
      ],
    });
  });

  it('is the same when it was saved as a capture', () => {
    const saved = readCapture(writeCapture(report.capture));
    expect(saved.problems).toEqual([]);
    expect(saved.value && buildStack(saved.value)).toEqual(stack);
  });
});

describe('outputs named after their commands', () => {
  const table = TEXTS.get('dmsetup-table') ?? '';
  const deps = TEXTS.get('dmsetup-deps') ?? '';
  const info = decodeHostText(fixture('dmsetup_info_-c'));

  it.each([
    ['plain', { dmsetup_table: table, 'dmsetup_info_-c': info, dmsetup_deps: deps }],
    [
      'in a folder, with extensions',
      { 'a/dmsetup_table.txt': table, 'a/dmsetup_info_-c.log': info, 'a/dmsetup_deps.out': deps },
    ],
    [
      'with paths',
      {
        'a/b/c/usr_sbin_dmsetup_table': table,
        'a/b/c/sbin.dmsetup_info_-c': info,
        'a/b/c/dmsetup_deps': deps,
      },
    ],
    [
      'with options',
      {
        'dmsetup_--manglename_none_table': table,
        'dmsetup_--manglename_none_info_-c': info,
        'dmsetup_deps_-o_devno': deps,
      },
    ],
    ['by what is in them', { 'ticket/1.txt': table, 'ticket/2.txt': info, 'ticket/3.txt': deps }],
  ])('give the tree: %s', (_, files) => {
    const stack = imported(files);
    expect(treeOf(stack)).toBe(treeOf(live));
    expect(stack.devices.filter(({ dm }) => dm).map(({ identity, dm }) => [identity, dm?.openCount])).toEqual(
      live.devices.filter(({ dm }) => dm).map(({ identity, dm }) => [identity, dm?.openCount]),
    );
  });

  it('give what lies below by lsblk alone, in each of its forms', () => {
    const below = ({ devices }: Stack) =>
      devices
        .filter(({ dm }) => !dm)
        .map(({ name, kind, bases }) => [name, kind, bases.map(({ base }) => base)]);
    for (const form of ['lsblk', 'lsblk_-O_-P']) {
      expect(below(imported({ [form]: decodeHostText(fixture(form)) }))).toEqual(below(live));
    }
    expect(below(imported({ 'lsblk_--json': TEXTS.get('lsblk') ?? '' })).map(([name]) => name)).toEqual(
      below(live).map(([name]) => name),
    );
  });

  it('say what is missing', () => {
    const missing = imported({ dmsetup_table: table }).host.origin?.missing;
    expect(missing).toContain('device numbers');
    expect(missing).toContain('open counts');
    expect(
      imported({
        dmsetup_info: 'Name:              a\nState:             ACTIVE\nMajor, minor:      254, 1\n\n',
      }).host.origin?.missing,
    ).toContain('how devices are stacked');
  });
});

describe('pasted text', () => {
  it('is a terminal with prompts, commands and their outputs', () => {
    const text = `root@host1:~# lvremove vm/snap\n  Logical volume vm/snap is used by another device.\nroot@host1:~# dmsetup deps\n${TEXTS.get('dmsetup-deps')}root@host1:~# sudo dmsetup ls --tree\n${treeOf(live)}root@host1:~#`;
    expect(treeOf(pasted(text))).toBe(treeOf(live));
  });

  it('is a table, whose devices get numbers that are no device’s', () => {
    const stack = pasted(TEXTS.get('dmsetup-table') ?? '');
    expect(stack.devices.filter(({ dm }) => dm).map(({ devNo }) => devNo)).toEqual([
      '0:1',
      '0:2',
      '0:3',
      '0:4',
      '0:5',
      '0:6',
      '0:7',
    ]);
    expect(stack.devices.find(({ name }) => name.endsWith('-cow'))?.dm?.segments[0]?.args).toBe(
      '9:125 821248',
    );
  });

  it('with line ends of another system is read the same', () => {
    expect(treeOf(pasted(treeOf(live).replaceAll('\n', '\r\n')))).toBe(treeOf(live));
  });

  it.each([
    ['', 'it is empty'],
    [
      'Dear colleagues,\n\nthe backup failed again.\n',
      'it is neither a capture nor output of dmsetup or lsblk, nor an archive of such',
    ],
    ['dmscope-capture 1\n', 'nothing follows its first line'],
  ])('%j is refused in one line', (text, reason) => {
    expect(importCapture([{ path: '-', bytes: encodeHostText(text) }], '')).toEqual({ ok: false, reason });
  });
});
