import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorAnswer, knownErrors } from './error-answer.ts';

const MEANINGS: readonly (readonly [string, RegExp])[] = [
  ['  Logical volume vg/root is used by another device.', /^Another mapped device is built on/],
  [
    '  Logical volume vg/home contains a filesystem in use.',
    /^A file system on this logical volume is mounted/,
  ],
  ['  Logical volume vg/lv in use.', /has this logical volume open/],
  ['  LV vg/lv in use: not deactivating', /has this logical volume open/],
  ['  Logical volume vg/lv is in use (not deactivating)', /has this logical volume open/],
  [
    '  Activation of logical volume pve/data is prohibited while logical volume pve/data_tmeta is active.',
    /^One part of this logical volume is active/,
  ],
  ["  Can't open /dev/sdb exclusively.  Mounted filesystem?", /^A mount, a mapped device/],
  [
    '  Thin pool pve-data-tpool (253:4) transaction_id is 5, while expected 7.',
    /disagree on the last change/,
  ],
  ['device-mapper: thin: 253:4: switching pool to out-of-data-space mode', /no free blocks/],
  ['  WARNING: Thin pool vg/pool is out of data space.', /no free blocks/],
  ['kernel: device-mapper: thin: 253:2: metadata operation failed, needs_check set', /no changes until/],
  [
    '  WARNING: Duplicate VG name vg0: Existing aaaa (created here) takes precedence over bbbb',
    /the same name/,
  ],
  [
    '  WARNING: PV aaaa prefers device /dev/sda2 because device is used by LV.',
    /one physical volume on two devices/,
  ],
  [
    '  Cannot activate LVs in VG vg while PVs appear on duplicate devices.',
    /one physical volume on two devices/,
  ],
  ['  Not activating vg/lv because of duplicate PVs', /one physical volume on two devices/],
  [
    "  WARNING: Couldn't find device with uuid Ppppp1-qqq1-rrr1-sss1-ttt1-uuu1-vvvvv1.",
    /volume group is missing/,
  ],
  ["  Refusing activation of partial LV vg/root.  Use '--activationmode partial' to override.", /is missing/],
  ['  WARNING: Device /dev/sdb was not found or was last seen on /dev/sdc', /where it last saw it/],
  ['  Volume group "guestvg" not found', /^LVM does not see this volume group/],
  ['  Read-only locking type set. Write locks are prohibited.', /^LVM runs read-only/],
  ['  Failed to lock logical volume vg/lv.', /holds the lock/],
  ['device-mapper: remove ioctl on vg-lv  failed: Device or resource busy', /the kernel does not remove it/],
  ['device-mapper: reload ioctl on vg-lv (252:9) failed: Device or resource busy', /rejects the table/],
  ['device-mapper: create ioctl on vg-lv LVM-abc failed: Device or resource busy', /already exists/],
  ['device-mapper: reload ioctl on  (253:3) failed: Invalid argument', /^The kernel rejects the table/],
  [
    'kernel: device-mapper: table: 253:3: sdb too small for target: start=0, len=8, dev_size=4',
    /^The device below/,
  ],
  ['  Unable to resume vg1-lg1 (252:0)', /did not make the new table live/],
  [
    'device-mapper: snapshots: Invalidating snapshot: Unable to allocate exception.',
    /^The snapshot is invalid/,
  ],
  ['  Snapshot vg/snap is invalid', /^The snapshot is invalid/],
  ['Jan 10 multipath: mpatha: map in use', /^The multipath map is open/],
  ['Device luks-data is still in use.', /^The decrypted device is open/],
  ['mdadm: Cannot open /dev/sdb1: Device or resource busy', /^The disk is in use/],
  ['mdadm: Cannot get exclusive access to /dev/md0:Perhaps a running process', /^The array is open/],
  ['mount: /mnt: /dev/sdb1 already mounted or mount point busy.', /mounted elsewhere/],
  ['mount: /dev/sdb1 is already mounted or /mnt busy', /mounted elsewhere/],
  ['umount: /mnt: target is busy.', /^A process uses a file/],
  ['/dev/sdb is apparently in use by the system; will not make a filesystem here!', /^The device is mounted/],
  ['blk_update_request: I/O error, dev sdc, sector 0', /cannot read or write this device/],
  ['  /dev/sdc: read failed after 0 of 4096 at 0: Input/output error', /cannot read or write this device/],
  ['LUN 3: I/O error', /cannot read or write this device/],
  ['cannot create /dev/mapper/x: Device or resource busy', /^Something uses the device/],
];

test.each(MEANINGS)('%s is answered', (message, meaning) => {
  const answer = errorAnswer(`${message}\n`);
  expect(answer?.meaning).toMatch(meaning);
  expect(answer?.matched).toBe(message.trim());
});

test('of several lines the most specific one is answered', () => {
  const text =
    'device-mapper: remove ioctl on vg-lv  failed: Device or resource busy\n' +
    'Logical volume vg/lv is used by another device.\n';
  expect(errorAnswer(text)?.matched).toBe('Logical volume vg/lv is used by another device.');
});

test('text without a known message is not answered', () => {
  for (const text of [
    '',
    'hello',
    'NAME MAJ:MIN\nsda 8:0',
    'vg-lv: 0 8 linear 8:0 0',
    '  LV   VG  Attr\n  a    vg  -wi-a-----',
  ])
    expect(errorAnswer(text)).toBeNull();
});

test('rows of dmsetup are outputs, whatever words they have', () => {
  const rows = [
    'vg-snap: 0 20971520 snapshot Invalid',
    'vg-pool: 0 8 thin-pool 1 2/3 4/4 - out_of_data_space discard_passdown error_if_no_space needs_check 24',
  ];
  expect(errorAnswer(rows.join('\n'))).toBeNull();
});

test('a meaning has at most two sentences of at most 20 words', () => {
  for (const { meaning } of knownErrors) {
    const sentences = meaning.split(/(?<=[.;])\s+/);
    expect(sentences.length, meaning).toBeLessThanOrEqual(3);
    expect(meaning.match(/\.(?=\s|$)/g)?.length, meaning).toBeLessThanOrEqual(2);
    for (const sentence of sentences) expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
  }
});

/** Each command of the lines, with what it reads. */
const READS =
  /^(?:dmsetup --manglename none (?:info -c|table(?: --inactive)?|deps|status --noflush)|lsblk -o [A-Z:,]+|multipath -l|cat \/(?:proc|etc\/lvm\/backup)\/\S+(?: \/proc\/\S+)?)$/;

test('every line to copy is one line of commands that only read', () => {
  for (const { ask } of knownErrors) {
    const inner = /^sudo sh -c '([^'\n]+)'$/.exec(ask)?.[1] ?? '';
    for (const command of inner.split('; ')) expect(command).toMatch(READS);
  }
});

test('the line to copy has nothing of the message in it', () => {
  const name = 'x$(reboot)`id`';
  const answer = errorAnswer(`Logical volume vg/${name} is used by another device.`);
  expect(answer?.ask).not.toContain('reboot');
  expect(answer?.ask).not.toContain(name);
});

test('any text is answered or not, and no text makes it throw', () => {
  const pieces = fc.constantFrom(...MEANINGS.map(([message]) => message), '\n', 'x', 'failed: ', 'ioctl on ');
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }), (parts) => {
      const answer = errorAnswer(parts.join(''));
      if (answer) expect(knownErrors.map(({ ask }) => ask)).toContain(answer.ask);
    }),
    { numRuns: 200 },
  );
});
