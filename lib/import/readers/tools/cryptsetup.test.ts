import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

it('tells the device, its size and what it stands on', () => {
  // From issue 10 of ejmg/an-idiots-guide-to-installing-arch-on-a-lenovo-carbon-x1-gen-6.
  const text = `/dev/mapper/cryptgrp-home is active.
  type:    LUKS1
  cipher:  aes-cbc-essiv:sha256
  keysize: 256 bits
  device:  /dev/xvdc
  offset:  4096 sectors
  size:    419426304 sectors
  mode:    read/write
Command successful.`;
  expect(readTool(text)).toEqual({
    kind: 'cryptsetup',
    command: 'cryptsetup status',
    path: '',
    devices: [
      {
        ref: { dmName: 'cryptgrp-home' },
        at: 1,
        type: 'crypt',
        size: { bytes: 419426304 * 512, isRounded: false },
        isReadOnly: false,
        bases: [{ kname: 'xvdc' }],
      },
    ],
    whole: [],
    ignored: [],
  });
});

it('tells the file of the loop below, in the form of newer versions and without indents', () => {
  const text = `/dev/mapper/img is active and is in use.
type:    LUKS2
cipher:  aes-xts-plain64
keysize: 512 [bits]
key location: keyring
device:  /dev/loop1
loop:    /home/a b.img
sector size:  512 [bytes]
offset:  32768 [512-byte units] (16777216 [bytes])
size:    172032 [512-byte units] (88080384 [bytes])
mode:    readonly`;
  expect(readTool(text, 'cryptsetup status img')).toMatchObject({
    devices: [
      {
        ref: { dmName: 'img' },
        size: { bytes: 88080384, isRounded: false },
        isReadOnly: true,
        bases: [{ kname: 'loop1' }],
      },
      { ref: { kname: 'loop1' }, at: 1, type: 'loop', loop: { file: '/home/a b.img', isDeleted: false } },
    ],
    ignored: [],
  });
});

it('tells both devices of a dm-verity device', () => {
  const text = `/dev/mapper/usr is active and is in use.
  type:        VERITY
  status:      verified
  hash type:   1
  data block:  4096
  data device: /dev/sda3
  size:        1024 sectors
  mode:        readonly
  hash device: /dev/disk/by-partuuid/1`;
  expect(readTool(text, 'veritysetup status usr')?.devices[0]?.bases).toEqual([
    { kname: 'sda3' },
    { path: 'disk/by-partuuid/1' },
  ]);
});

it('does not tell the bases where one of them is gone', () => {
  const text = '/dev/mapper/x is active.\n  type:    LUKS2\n  device:  (null)\n  mode:    read/write';
  expect(readTool(text)?.devices).toEqual([
    { ref: { dmName: 'x' }, at: 1, type: 'crypt', isReadOnly: false },
  ]);
});

it('tells nothing of what is inactive', () => {
  expect(readTool('/dev/mapper/x is inactive.', 'cryptsetup status x')).toMatchObject({
    devices: [],
    ignored: [],
  });
  expect(readTool('Device x not found', 'cryptsetup status x')?.ignored[0]?.why).toBe('an error message');
  expect(readTool('', 'cryptsetup close x')).toBeNull();
});
