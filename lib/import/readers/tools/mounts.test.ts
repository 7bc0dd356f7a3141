import { describe, expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

const mountsOf = (text: string, command = '') =>
  readTool(text, command)?.devices.map(({ ref, at, mounts }) => ({ ref, at, mounts }));

describe('mount', () => {
  const TEXT = `proc on /proc type proc (rw,relatime)
/dev/mapper/vg-root on / type ext4 (rw,relatime,errors=remount-ro)
/dev/loop0 on /tmp/mnt a b type ext4 (ro,relatime) [my label]
server:/export on /nfs type nfs4 (rw)
/dev/mapper/vg-root on /srv type ext4 (rw,relatime)`;

  it('tells the mounts of each device, and uses the lines of what is none', () => {
    expect(readTool(TEXT)).toEqual({
      kind: 'mount',
      command: 'mount',
      path: '',
      devices: [
        {
          ref: { dmName: 'vg-root' },
          at: 2,
          mounts: [
            { mountPoint: '/', fsType: 'ext4', isReadOnly: false },
            { mountPoint: '/srv', fsType: 'ext4', isReadOnly: false },
          ],
        },
        {
          ref: { kname: 'loop0' },
          at: 3,
          mounts: [{ mountPoint: '/tmp/mnt a b', fsType: 'ext4', isReadOnly: true }],
        },
      ],
      whole: ['mounts'],
      ignored: [],
    });
  });

  it('is all of them without a filter', () => {
    expect(readTool(TEXT, 'mount -l')?.whole).toEqual(['mounts']);
    expect(readTool(TEXT, 'mount -t ext4')?.whole).toEqual([]);
    expect(readTool(TEXT, 'mount | grep vg')?.whole).toEqual([]);
    expect(readTool(TEXT.split('\n')[1] ?? '')?.whole).toEqual([]);
  });

  it('reads it through column', () => {
    expect(mountsOf('/dev/sda1  on  /mnt/a  type  ext4  (rw,relatime)', 'mount | column -t')).toEqual([
      {
        ref: { kname: 'sda1' },
        at: 1,
        mounts: [{ mountPoint: '/mnt/a', fsType: 'ext4', isReadOnly: false }],
      },
    ]);
  });

  it('is not of a mount that mounts, and not of prose', () => {
    expect(readTool('mount: /mnt: permission denied.', 'mount /dev/sda1 /mnt')).toBeNull();
    expect(readTool('/dev/sda is on / and the type is ext4 (I think).')).toBeNull();
  });
});

describe('mountinfo, mounts and mtab', () => {
  it('tells numbers, subvolumes and escaped names', () => {
    const text = `24 1 253:0 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw
30 24 7:0 /sub\\040vol /tmp/mnt\\040a\\040b rw,relatime - ext4 /dev/loop0 ro
31 24 0:45 /@home /home rw - btrfs /dev/sdb1 rw
32 24 8:1 / /boot rw - ext4 /dev/root rw
33 24 0:5 / /proc rw - proc proc rw`;
    const reading = readTool(text);
    expect(reading?.devices).toEqual([
      {
        ref: { dmName: 'vg-root', devNo: '253:0' },
        at: 1,
        mounts: [{ mountPoint: '/', fsType: 'ext4', isReadOnly: false }],
      },
      {
        ref: { kname: 'loop0', devNo: '7:0' },
        at: 2,
        mounts: [{ mountPoint: '/tmp/mnt a b', fsType: 'ext4', isReadOnly: true, root: '/sub vol' }],
      },
      {
        ref: { kname: 'sdb1' },
        at: 3,
        mounts: [{ mountPoint: '/home', fsType: 'btrfs', isReadOnly: false, root: '/@home' }],
      },
      { ref: { devNo: '8:1' }, at: 4, mounts: [{ mountPoint: '/boot', fsType: 'ext4', isReadOnly: false }] },
    ]);
    expect(reading?.kind).toBe('mountinfo');
    expect(reading?.whole).toEqual(['mounts']);
    expect(reading?.ignored).toEqual([]);
  });

  it('reads /proc/mounts, also as grep prints it of more than one file', () => {
    const text = `/proc/mounts:/dev/loop0 /tmp/mnt\\040a\\040b ext4 rw,relatime 0 0
/proc/self/mountinfo:90 27 7:0 / /tmp/mnt\\040a\\040b rw,relatime - ext4 /dev/loop0 rw`;
    expect(mountsOf(text, 'grep loop /proc/mounts /proc/self/mountinfo')).toEqual([
      {
        ref: { kname: 'loop0' },
        at: 1,
        mounts: [{ mountPoint: '/tmp/mnt a b', fsType: 'ext4', isReadOnly: false }],
      },
      {
        ref: { kname: 'loop0', devNo: '7:0' },
        at: 2,
        mounts: [{ mountPoint: '/tmp/mnt a b', fsType: 'ext4', isReadOnly: false }],
      },
    ]);
  });

  it('is all of them for the host, not for some process or out of grep', () => {
    const text = '24 1 253:0 / / rw - ext4 /dev/mapper/vg-root rw';
    expect(readTool(text, 'cat /proc/self/mountinfo')?.whole).toEqual(['mounts']);
    expect(readTool(text, 'cat /proc/1/mountinfo')?.whole).toEqual(['mounts']);
    expect(readTool(text, 'cat /proc/4711/mountinfo')?.whole).toEqual([]);
    expect(readTool(text, 'grep ext4 /proc/self/mountinfo')?.whole).toEqual([]);
    expect(readTool(text, 'cat /proc/self/mountinfo | grep ext4')?.whole).toEqual([]);
  });

  it('does not take /etc/fstab for what is mounted', () => {
    expect(readTool('/dev/sda1 / ext4 defaults 0 1\nUUID=c547 /boot ext4 noatime 0 2')).toBeNull();
  });
});

describe('df', () => {
  it('reads names that push their numbers to the next line, and mount points with blanks', () => {
    const text = `Filesystem           1K-blocks      Used Available Use% Mounted on
/dev/mapper/VolGroup00-LogVol00
                      18156292   9125300   8093864  53% /
/dev/sda1               101086     12074     83793  13% /my boot
tmpfs                      100         0       100   0% /dev/shm
server:/export             100         0       100   0% /nfs`;
    expect(readTool(text)).toEqual({
      kind: 'df',
      command: 'df',
      path: '',
      devices: [
        { ref: { dmName: 'VolGroup00-LogVol00' }, at: 2, mounts: [{ mountPoint: '/' }] },
        { ref: { kname: 'sda1' }, at: 4, mounts: [{ mountPoint: '/my boot' }] },
      ],
      whole: [],
      ignored: [],
    });
  });

  it.each([
    [
      'df -i',
      'Filesystem                Inodes  IUsed    IFree IUse% Mounted on\n/dev/vda                16777216 496651 16280565    3% /',
    ],
    [
      'df -P',
      'Filesystem              1024-blocks     Used Available Capacity Mounted on\n/dev/vda                 264237056 26214400  81788928      25% /',
    ],
    [
      'df -h',
      'Filesystem              Size  Used Avail Use% Mounted on\n/dev/vda                252G   25G   78G  25% /',
    ],
    ['df --output=source,target', 'Filesystem     Mounted on\n/dev/vda       /'],
  ])('reads %s', (command, text) => {
    expect(readTool(text, command)).toMatchObject({
      devices: [{ ref: { kname: 'vda' }, at: 2, mounts: [{ mountPoint: '/' }] }],
      whole: [],
      ignored: [],
    });
  });

  it('reads the type, whatever the language of its header', () => {
    const text = `Dateisystem    Typ      Größe Benutzt Verf. Verw% Eingehängt auf
/dev/sda1      ext4       30G     12G   17G   42% /
df: /mnt: No such file or directory`;
    const reading = readTool(text, 'df -hT');
    expect(reading?.devices).toEqual([
      { ref: { kname: 'sda1' }, at: 2, mounts: [{ mountPoint: '/', fsType: 'ext4' }] },
    ]);
    expect(reading?.ignored.map(({ at, why }) => [at, why])).toEqual([[3, 'an error message']]);
  });
});
