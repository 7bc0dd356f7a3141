import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mailed, outputsOf } from './less-evidence.fixture.ts';
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
      const broken = text.replaceAll(/^.{81,}$/gm, (line) => (line.match(/.{1,80}/g) ?? []).join('\n'));
      expect(toldBy(`# ${command}\n${broken}`), command).toEqual(toldBy(`# ${command}\n${text}`));
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
