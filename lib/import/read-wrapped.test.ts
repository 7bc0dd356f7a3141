import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildStack } from '../stack/build-stack.ts';
import { importCapture } from './import-capture.ts';
import { modelOf } from './known-model.fixture.ts';
import { brokenByTerminal, mailed, outputsOf } from './less-evidence.fixture.ts';
import { readOutputs } from './read-outputs.ts';

const HOSTS = [
  's1-leaked-mounted',
  'health-raid-degraded',
  'host-thin-on-raid-and-cache',
  'multipath-in-use',
];
const WIDTHS = [66, 70, 72, 76, 78];

const read = (text: string) =>
  readOutputs({ path: '-', bytes: new TextEncoder().encode(text) }, '', () => false);

/** What is told, whatever the lines that tell it. */
function toldBy(text: string) {
  const { read: outputs, ignored } = read(text);
  const told = outputs.map(({ reading }) => [
    reading.whole,
    reading.devices.map((device) => ({ ...device, at: 0 })),
  ]);
  return { told, ignored };
}

describe.each(HOSTS)('what %s printed', (name) => {
  const printed = outputsOf(readFileSync(new URL(`../../e2e/cases/${name}/capture`, import.meta.url)));

  test.each(WIDTHS)('tells the same when mail has broken its lines at %i columns', (width) => {
    for (const { command, text } of printed)
      expect(toldBy(`# ${command}\n${mailed(text, width)}`), command).toEqual(
        toldBy(`# ${command}\n${text}`),
      );
  });

  test('tells the same when a terminal of 80 columns has broken them within words', () => {
    // A string of JSON may have been broken anywhere, with a blank there or without.
    for (const { command, text } of printed.filter((each) => each.command !== 'lsblk -J')) {
      expect(toldBy(`# ${command}\n${brokenByTerminal(text, 80)}`), command).toEqual(
        toldBy(`# ${command}\n${text}`),
      );
    }
  });
});

describe('what was written below an output is no part of its last line', () => {
  const OUTPUTS = [
    `# dmsetup info -c
Name      Maj Min Stat Open Targ Event  UUID
vg-root   253   0 L--w    1    1      0 LVM-aaaaaaaaaabbbbbbbbb`,
    `# lsblk -o NAME,SIZE,TYPE,UUID,MOUNTPOINT
NAME   SIZE TYPE UUID                                 MOUNTPOINT
sda     10G disk
└─sda1  10G part 12345678-1234-1234-1234-123456789abc /mnt/some/where`,
    `# dmsetup table
vg-data: 0 409600 mirror core 1 1024 2 253:3 0 253:4 0 1 handle_errors`,
    `# cat /proc/mounts
/dev/mapper/vg-root / ext4 rw,relatime,errors=remount-ro,data=ordered 0 0`,
    `# findmnt
TARGET                SOURCE              FSTYPE OPTIONS
/                     /dev/mapper/vg-root ext4   rw,relatime`,
  ];
  const WRITTEN = [
    'Thanks',
    'please help',
    'Thanks for any help.',
    'running on kernel 5.4',
    'I have 2 disks',
    'Bob',
    'and nothing else is mounted\nwhat can I do',
  ];

  test.each(OUTPUTS)('%s', (output) => {
    const { told } = toldBy(output);
    for (const written of WRITTEN)
      expect(toldBy(`${output}\n${written}\n`).told[0]?.[1], written).toEqual(told[0]?.[1]);
  });
});

const PASTED = new URL('../../e2e/pasted/', import.meta.url);

/** What is known by a pasted text, as lines. */
function knownBy(text: string): readonly string[] {
  const read = importCapture([{ path: '-', bytes: new TextEncoder().encode(text) }], '');
  if (!read.ok) return [];
  const stack = buildStack(read.value.value, read.value.problems);
  const { devices, edges, uses, sizes, findings } = modelOf(stack);
  return [
    ...[...devices, ...edges, ...uses, ...[...sizes].map(([name, bytes]) => `${name} has ${bytes}`)],
    ...stack.devices.map(({ name, dm, fileSystem }) => `${name}: ${dm?.uuid} ${fileSystem?.type}`),
    ...findings.flatMap(({ rule, names }) => [rule, ...names.map((name) => `${rule} of ${name}`)]),
  ];
}

describe('a text that was pasted, with its lines broken, tells nothing that it did not tell before', () => {
  const names = readdirSync(PASTED).filter((name) => /^(?!.*expected).*\.txt$/.test(name));

  test.each(names)('%s', (name) => {
    const text = readFileSync(new URL(name, PASTED), 'utf8');
    const known = new Set(knownBy(text));
    const broken = [
      ...[66, 72, 76].map((width) => mailed(text, width)),
      ...[72, 78].map((width) => mailed(text, width).replace(/ +$/gm, '')),
      ...[100, 120].map((width) => brokenByTerminal(text, width)),
      // Lines that were indented before they were broken do not tell where.
      ...(/^ {4}/m.test(text) ? [] : [brokenByTerminal(text, 80)]),
    ];
    for (const each of broken)
      expect(knownBy(each).filter((fact) => !known.has(fact) && !/ null /.test(fact))).toEqual([]);
  });
});

const LVS = `  LV        VG  Attr       LSize   Pool Origin Data%  Meta%  Move Log Cpy%Sync Convert
  root      vg0 -wi-ao----  50.00g
  thin1     vg0 Vwi-aotz-- 100.00g pool        20.00
  pool      vg0 twi-aotz-- 200.00g             97.50  11.62
  home-snap vg0 swi-a-s---   5.00g      home   80.12
`;

test.each(['# lvs\n', ''])(
  'headings that mail has broken are those of the rows below them: %j',
  (command) => {
    const whole = toldBy(`${command}${LVS}`);
    expect(whole.ignored).toEqual([]);
    expect(whole.told[0]?.[1]).toHaveLength(4);
    for (const width of [66, 72, 76, 78]) expect(toldBy(`${command}${mailed(LVS, width)}`)).toEqual(whole);
  },
);
