import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Understood } from '../../lib/dm/target-type.ts';
import { groupUuidOf } from '../../lib/findings/volume-groups.ts';
import { basesOf, downFrom } from '../../lib/findings/walk.ts';
import { type BlockSource, readSource } from '../../lib/lvm/disk/block-source.ts';
import { damageText } from '../../lib/lvm/disk/damage.ts';
import { gatherGroups } from '../../lib/lvm/disk/gather-groups.ts';
import { readPv } from '../../lib/lvm/disk/read-pv.ts';
import { allDamage, type LvmGroup } from '../../lib/lvm/disk/volume-group.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import { kernelPath } from '../../lib/stack/kernel-path.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import { withinDeadline } from '../within-deadline.ts';

const READ_WITHIN_MS = 5_000;

/**
 * The metadata of a group with active volumes, from the PVs that these stand on: not from /etc/lvm/backup, which may be behind. It
 * opens no device that is suspended or stands on one that is.
 */
export async function readGroup(stack: Stack, groupUuid: string): Promise<Understood<LvmGroup>> {
  const seen = [];
  const failures: string[] = [];
  for (const device of pvsOf(stack, groupUuid)) {
    const read = await withinDeadline(readPvOf(stack, device), READ_WITHIN_MS);
    if (read?.ok && read.value.kind === 'pv') seen.push({ where: device.devNo, pv: read.value });
    else
      failures.push(
        `${device.kname}: ${read === null ? 'it does not answer' : read.ok ? 'it is no PV' : read.reason}`,
      );
  }
  const found = gatherGroups(seen).find(({ group }) => group.uuid === groupUuid);
  const [damage] = found ? allDamage(found.group) : [];
  const [problem] = found?.problems.filter(({ kind }) => kind === 'damaged') ?? [];
  // A volume that cannot be read may be one of the pool's, and its thin ID would look unclaimed.
  if (damage) return { ok: false, reason: `the metadata of its group is damaged: ${damageText(damage)}` };
  if (problem) return { ok: false, reason: `the metadata of its group is damaged: ${problem.text}` };
  if (found) return { ok: true, value: found.group };
  return { ok: false, reason: failures[0] ?? 'none of its PVs has it' };
}

/** What the group's mapped devices stand on that is not of the group. */
function pvsOf(stack: Stack, groupUuid: string): readonly Device[] {
  const index = indexStack(stack);
  const members = stack.devices.filter((device) => groupUuidOf(device) === groupUuid);
  const below = members.flatMap((device) => basesOf(index, device));
  return [...new Set(below)].filter((device) => groupUuidOf(device) !== groupUuid);
}

/** Reads while others have their turn, since a server waits for it: openBlockSource reads in one go. */
async function readPvOf(stack: Stack, device: Device) {
  const index = indexStack(stack);
  const below = downFrom(index, [device]);
  const suspended = [...below].find((devNo) => index.byDevNo.get(devNo)?.dm?.isSuspended);
  if (suspended !== undefined)
    return { ok: false, reason: `it stands on ${suspended}, which is suspended` } as const;
  try {
    const file = await open(kernelPath(device.kname ?? ''), constants.O_RDONLY);
    try {
      const source: BlockSource = {
        sizeBytes: device.sizeBytes ?? 0,
        read: async (buffers, offset) => (await file.readv([...buffers], offset)).bytesRead,
      };
      return { ok: true, value: await readSource(source, readPv()) } as const;
    } finally {
      await file.close();
    }
  } catch (error) {
    return { ok: false, reason: (error as Error).message } as const;
  }
}
