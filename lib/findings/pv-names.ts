import { lvmNames } from '../stack/describe.ts';
import { kernelPath } from '../stack/kernel-path.ts';
import type { Device } from '../stack/stack.ts';

/** What LVM knows a device by: the paths its filters are matched with, and what a devices file lists. */

/** The kernel's own path first, which is the only one while udev's rule runs. */
export function pathsOf(device: Device): readonly string[] {
  const { kname, dm, links } = device;
  const lvm = lvmNames(device);
  const paths = [
    ...(kname === null ? [] : [kernelPath(kname)]),
    ...(dm ? [`/dev/mapper/${dm.rawName}`] : []),
    ...(lvm && lvm.layer === '' ? [`/dev/${lvm.vgName}/${lvm.lvName}`] : []),
    ...links.map((link) => `/dev/${link}`),
  ];
  return [...new Set(paths)];
}

/** IDNAMEs of types that cannot be taken for another device. */
export function idsOf({ dm, md, loop, hardware }: Device): readonly string[] {
  const md5 = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(md?.uuid?.replace(/[^0-9a-f]/gi, '') ?? '');
  return [dm?.uuid, md5?.slice(1).join('-'), loop?.file, hardware?.wwn].filter((id) => !!id) as string[];
}
