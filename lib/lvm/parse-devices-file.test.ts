import { expect, test } from 'vitest';
import { parseDevicesFile } from './parse-devices-file.ts';

/** Made by LVM 2.03.16 in the lab; the disks are from lvmdevices(8). */
const REAL = `# LVM uses devices listed in this file.
# Created by LVM command lvmdevices pid 922 at Sat Nov 21 12:42:08 2026
VERSION=1.1.2
IDTYPE=md_uuid IDNAME=6ff729a1-219c-6a99-11d5-e85f86793a04 DEVNAME=/dev/md125 PVID=Yq4Az3fJuRNh4iwZFj3NFibLMUqdZPak
IDTYPE=lvmlv_uuid IDNAME=LVM-h7lJBXUgVEUv7RRMk3Hs6gALRLMavALgF9CRJ1ymPWieKXQ7BaNzyprLinJGS4kw DEVNAME=/dev/vm-volumes/docker2.example.com-volumes PVID=y3GqDykCn8V7awAH1m0acvncc9ysbX1A
IDTYPE=sys_wwid IDNAME=naa.5000c500a0000000 DEVNAME=/dev/sda2 PVID=. PART=2
IDTYPE=devname IDNAME=/dev/ubda DEVNAME=/dev/ubda PVID=VAWbCGK7axt8kKWQAIlWvWVvfkdQWO6Y
`;

test('entries are read with what LVM did not know left empty', () => {
  const { value, problems } = parseDevicesFile(REAL);
  expect(problems).toEqual([]);
  expect(value.map(({ idType, devName }) => `${idType} ${devName}`)).toEqual([
    'md_uuid /dev/md125',
    'lvmlv_uuid /dev/vm-volumes/docker2.example.com-volumes',
    'sys_wwid /dev/sda2',
    'devname /dev/ubda',
  ]);
  expect(value[2]).toEqual({
    idType: 'sys_wwid',
    idName: 'naa.5000c500a0000000',
    devName: '/dev/sda2',
    pvId: '',
    partition: 2,
  });
});

test('a line that is no entry is a problem, and its number is told', () => {
  const { value, problems } = parseDevicesFile('VERSION=1.1.1\n/dev/sda\n');
  expect(value).toEqual([]);
  expect(problems.map(({ line, text }) => [line, text])).toEqual([[2, '/dev/sda']]);
});
