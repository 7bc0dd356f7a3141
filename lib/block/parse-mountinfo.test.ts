import { describe, expect, it } from 'vitest';
import { parseMountinfo } from './parse-mountinfo.ts';

describe('parseMountinfo', () => {
  it('reads mounts, escapes and optional fields', () => {
    const { value, problems } =
      parseMountinfo(String.raw`22 1 0:18 / / rw,relatime - overlay root rw,lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work
30 22 254:42 / /mnt/tab\011and\012newline rw,relatime - ext4 /dev/mapper/d7 rw
36 35 98:0 /mnt1 /mnt\0402 rw,noatime master:1 shared:7 - ext3 /dev/root ro,errors=continue
27 22 0:25 / /lab ro,relatime - hostfs /lab ro,/srv/lab
40 22 0:50 /sub\134vol /b rw shared:3 -  /dev/sdb rw
`);
    expect(value.map(({ mountId, devNo, root, mountPoint }) => [mountId, devNo, root, mountPoint])).toEqual([
      [22, '0:18', '/', '/'],
      [30, '254:42', '/', '/mnt/tab\tand\nnewline'],
      [36, '98:0', '/mnt1', '/mnt 2'],
      [27, '0:25', '/', '/lab'],
    ]);
    expect(value[1]).toMatchObject({
      fsType: 'ext4',
      source: '/dev/mapper/d7',
      options: 'rw,relatime',
      superOptions: 'rw',
      isReadOnly: false,
      namespace: null,
      line: 2,
    });
    expect(value[2]?.isReadOnly).toBe(true);
    expect(value[3]?.isReadOnly).toBe(true);
    expect(problems).toMatchObject([{ line: 5, message: 'Not a line of mountinfo' }]);
  });

  it('does not take an option that only contains `ro` for read-only', () => {
    const [mount] = parseMountinfo('1 1 8:1 / /a rw,errors=remount-ro - ext4 /dev/sda1 rw,prodev').value;
    expect(mount?.isReadOnly).toBe(false);
  });

  it('keeps a source that is empty and a file system whose options hold blanks', () => {
    const [mount] = parseMountinfo('1 1 0:5 / /a rw - tmpfs  rw,x=a b').value;
    expect(mount).toMatchObject({ source: '', superOptions: 'rw,x=a b' });
  });

  it('tells whose namespace a mount is in', () => {
    const { value, problems } = parseMountinfo(
      'pid=123 ns=4026532201\n16 22 254:1 / /srv rw - ext4 /dev/mapper/a rw\npid=4 ns=5\npid=77 ns=6\n16 22 254:1 / /x rw - ext4 /dev/mapper/a rw\ngarbage\n',
      'mountinfo-other',
    );
    expect(value.map(({ namespace, mountPoint, line }) => [namespace, mountPoint, line])).toEqual([
      [{ pid: 123, id: '4026532201' }, '/srv', 2],
      [{ pid: 77, id: '6' }, '/x', 5],
    ]);
    expect(problems).toMatchObject([{ section: 'mountinfo-other', line: 6 }]);
  });
});
