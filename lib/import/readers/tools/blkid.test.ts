import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

it('tells what is on each device, and uses lines that only tell of partitions', () => {
  const text = `/dev/xvdc: UUID="5ec2b078ec234af58998ee9c812a486a" POOL_UUID="d6ed18ce28cd4a959fb539f639616f85" TYPE="stratis"
/dev/mapper/vg-lv: LABEL="my \\"data\\"" UUID="7c73f271-8b0a-4aa2-957e-9686b3733f3a" BLOCK_SIZE="512" TYPE="xfs"
/dev/sda: PTUUID="1234" PTTYPE="gpt"
/dev/sdb1: PARTLABEL="TYPE=x" PARTUUID="99"`;
  expect(readTool(text)).toEqual({
    kind: 'blkid',
    command: 'blkid',
    path: '',
    devices: [
      {
        ref: { kname: 'xvdc' },
        at: 1,
        content: { type: 'stratis', uuid: '5ec2b078ec234af58998ee9c812a486a' },
      },
      {
        ref: { dmName: 'vg-lv' },
        at: 2,
        content: { type: 'xfs', label: 'my "data"', uuid: '7c73f271-8b0a-4aa2-957e-9686b3733f3a' },
      },
    ],
    whole: [],
    ignored: [],
  });
});

it('tells where a partition lies (-p)', () => {
  const text =
    '/dev/sda1: UUID="c547" TYPE="ext4" USAGE="filesystem" PART_ENTRY_SCHEME="dos" PART_ENTRY_NUMBER="1" PART_ENTRY_OFFSET="2048" PART_ENTRY_SIZE="997376"';
  expect(readTool(text, 'blkid -p /dev/sda1')?.devices).toEqual([
    {
      ref: { kname: 'sda1' },
      at: 1,
      partition: { number: 1, startSector: 2048 },
      content: { type: 'ext4', uuid: 'c547' },
    },
  ]);
});

it('reads -o export, with the name of each device or out of the command', () => {
  const text = 'DEVNAME=/dev/sda1\nUUID=c547\nTYPE=ext4\n\nDEVNAME=/dev/sda2\nLABEL=my\\ swap\nTYPE=swap';
  expect(readTool(text)?.devices).toEqual([
    { ref: { kname: 'sda1' }, at: 1, content: { type: 'ext4', uuid: 'c547' } },
    { ref: { kname: 'sda2' }, at: 5, content: { type: 'swap', label: 'my swap' } },
  ]);
  const udev = 'ID_FS_UUID=c547\nID_FS_TYPE=ext4';
  expect(readTool(udev, 'blkid -o udev -p /dev/sda1')?.devices).toEqual([
    { ref: { kname: 'sda1' }, at: 1, content: { type: 'ext4', uuid: 'c547' } },
  ]);
  expect(readTool(udev, 'blkid -o udev')).toMatchObject({ devices: [], ignored: [{ at: 1 }, { at: 2 }] });
});

it('reads the table of -o list, also a name with a line of its own', () => {
  const text = `device     fs_type label    mount point    UUID
-------------------------------------------------------------------------------
/dev/sda1  ext4    root     /              c54787a2-c75c-40b8-b145-dd95df112c93
/dev/sda2  swap             <swap>         54b74559-ff27-4a6d-947e-9944a1b462ad
/dev/mapper/vg-lv
           xfs     my data  (not mounted)  c54787a2-c75c-40b8-b145-dd95df112c94
/dev/sdb`;
  const reading = readTool(text);
  expect(reading?.devices).toEqual([
    {
      ref: { kname: 'sda1' },
      at: 3,
      content: { type: 'ext4', label: 'root', uuid: 'c54787a2-c75c-40b8-b145-dd95df112c93' },
      mounts: [{ mountPoint: '/' }],
    },
    {
      ref: { kname: 'sda2' },
      at: 4,
      content: { type: 'swap', uuid: '54b74559-ff27-4a6d-947e-9944a1b462ad' },
    },
    {
      ref: { dmName: 'vg-lv' },
      at: 5,
      content: { type: 'xfs', label: 'my data', uuid: 'c54787a2-c75c-40b8-b145-dd95df112c94' },
      mounts: [],
    },
  ]);
  expect(reading?.ignored.map(({ at }) => at)).toEqual([7]);
});

it('lists other lines as ignored, and takes no prose', () => {
  const text =
    '/dev/sda1: TYPE="ext4"\n/dev/sda2: ambivalent result (probably more filesystems on the device)';
  expect(readTool(text, 'blkid /dev/sda1 /dev/sda2')?.ignored.map(({ at }) => at)).toEqual([2]);
  expect(readTool('/dev/sda1: this is my root, TYPE is ext4')).toBeNull();
});
