import type { Segment, TargetDevice } from '../../dm/target-type.ts';
import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { parseRaidTable } from '../../dm/targets/raid.ts';
import { ownValue } from '../../own-value.ts';

/** Roles of a device that its holder takes whole: a table tells no length for them. */
const WHOLE_ROLES = new Set(['cow', 'metadata', 'log', 'journal', 'cache', 'hash', 'superblock']);

/**
 * How many sectors of a base one segment takes, from where the table says it starts. Null: all there is. Most targets
 * map as much as they are long; those that spread data take a share of each base.
 */
export function lengthOnBase(
  segment: Segment,
  { role }: TargetDevice,
  devices: readonly TargetDevice[],
): number | null {
  if (WHOLE_ROLES.has(role)) return null;
  switch (segment.target) {
    case 'striped':
      return share(segment.lengthSectors, devices.length);
    case 'raid':
      return share(segment.lengthSectors, raidShares(segment));
    default:
      return segment.lengthSectors;
  }
}

function share(lengthSectors: number, parts: number): number {
  return Math.ceil(lengthSectors / Math.max(1, parts));
}

const PARITY_DISKS: Readonly<Record<string, number>> = { raid4: 1, raid5: 1, raid6: 2 };

/** Over how many members one copy of the data is spread. */
function raidShares(segment: Segment): number {
  const table = parseRaidTable(splitArguments(segment.args));
  if (!table.ok) return 1;
  const { level, members, raid10Copies } = table.value;
  if (level === 'raid1') return 1;
  if (level.startsWith('raid10')) return members.length / (raid10Copies ?? 2);
  return members.length - (ownValue(PARITY_DISKS, level.slice(0, 5)) ?? 0);
}
