/**
 * Disks with right checksums that LVM never wrote, for LVM to judge in the guest: those of an adversary, and what LVM wrote with one
 * thing of its metadata changed.
 */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { type CraftedDisk, craftedDisks, staleDisks } from '../../lib/lvm/disk/crafted-disk.fixture.ts';
import { diskFixture } from '../../lib/lvm/disk/disk.fixture.ts';
import {
  mutatedMetadata,
  RECORDED_GROUPS,
  recordedMetadata,
} from '../../lib/lvm/disk/mutated-metadata.fixture.ts';
import { parseVolumeGroup } from '../../lib/lvm/disk/parse-volume-group.ts';

/** Disks of one group that are there at once. */
export type Case = { readonly name: string; readonly disks: readonly CraftedDisk[] };

const MIB = 2 ** 20;
const BLOCK = 4096;
export function craftedCases(): readonly Case[] {
  const alone = craftedDisks().map((disk) => ({ name: disk.name, disks: [disk] }));
  return [...alone, { name: 'stale', disks: staleDisks() }];
}

/** Each recorded group as it is, and every Nth of what can be changed of it. */
export function mutatedCases(every: number): readonly Case[] {
  return RECORDED_GROUPS.flatMap((base) => {
    const text = recordedMetadata(base);
    const changed = [...mutatedMetadata(text)].filter((_, at) => at % every === 0);
    return [{ name: 'as it was', text }, ...changed].map((each) => ({
      name: `${base} ${each.name}`,
      disks: disksOf(text, each.text),
    }));
  });
}

/** A PV for each that the group has; the first keeps the metadata. */
function disksOf(whole: string, text: string): readonly CraftedDisk[] {
  const group = parseVolumeGroup(whole);
  if (!group.ok) throw new Error(group.reason);
  return group.value.pvs.map(({ key, uuid }, at) => {
    const area = { offset: BLOCK, length: MIB - BLOCK, text };
    const fixture = { sizeBytes: MIB, deviceBytes: 64 * MIB, uuid, areas: at === 0 ? [area] : [] };
    return { name: key, bytes: diskFixture(fixture), sizeBytes: 64 * MIB };
  });
}

/** Without the blocks of zeros, of which they are mostly made. */
function writeImage(path: string, { bytes, sizeBytes }: CraftedDisk): void {
  const file = openSync(path, 'w');
  ftruncateSync(file, sizeBytes);
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const block = bytes.subarray(at, at + BLOCK);
    if (block.some((byte) => byte !== 0)) writeSync(file, block, 0, block.length, at);
  }
  closeSync(file);
}

/** FOLDER/CASE-DISK.img of each. */
export function writeImages(folder: string, cases: readonly Case[]): void {
  for (const [at, { disks }] of cases.entries())
    for (const [index, disk] of disks.entries()) writeImage(`${folder}/${at}-${index}.img`, disk);
}
