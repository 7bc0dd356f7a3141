import { describe, expect, test } from 'vitest';
import { layOutVolumes } from './lay-out-volumes.ts';
import {
  type Mutation,
  mutatedMetadata,
  RECORDED_GROUPS,
  recordedMetadata,
} from './mutated-metadata.fixture.ts';
import { parseVolumeGroup } from './parse-volume-group.ts';
import { allDamage, type LvmGroup, sizeOfVolume, visibleNames } from './volume-group.ts';

const roomOf = () => ({ ok: true, value: 2 ** 40 }) as const;

/** Of each volume what one would read, and null for one that is not readable; the others' places do not matter. */
function volumesOf(group: LvmGroup, staleLegs: ReadonlySet<string> = new Set()) {
  const layOut = layOutVolumes(group, { roomOf, staleLegs });
  const visible = visibleNames(group);
  return group.volumes.map((volume) => {
    const layout = layOut(volume.name);
    const { name, uuid } = volume;
    const size = sizeOfVolume(group, volume);
    return { name, uuid, size, isVisible: visible.has(name), layout: layout.ok ? layout.value : null };
  });
}

function headOf({ name, uuid, sequence, extentSizeBytes, pvs }: LvmGroup) {
  const listed = pvs.map(({ key, uuid: id, extentsAtBytes, extentCount }) => ({
    key,
    id,
    extentsAtBytes,
    extentCount,
  }));
  return { name, uuid, sequence, extentSizeBytes, listed };
}

function expectToldOrSame(mutation: Mutation, whole: LvmGroup): void {
  const parsed = parseVolumeGroup(mutation.text);
  if (!parsed.ok) {
    expect(parsed.reason).toMatch(/^line \d+: |^it describes no volume group$/);
    return;
  }
  const group = parsed.value;
  const damage = allDamage(group);
  if (mutation.kind === 'number') expect(damage.map(({ line }) => line)).toContain(mutation.line);
  if (mutation.kind === 'same') expect(damage).toEqual([]);
  if (damage.length === 0) {
    expect(volumesOf(group)).toEqual(volumesOf(whole));
    expect(headOf(group)).toEqual(headOf(whole));
  }
  // What is still readable reads as it did, if by another leg.
  const legs = whole.volumes.map(({ name }) => new Set([name]));
  const before = [volumesOf(whole), ...legs.map((leg) => volumesOf(whole, leg))].flat();
  for (const { name, uuid, layout } of volumesOf(group)) {
    if (layout === null) continue;
    expect(before).toContainEqual(expect.objectContaining({ name, uuid, layout }));
  }
}

/** Removing a volume or a PV that nothing else names gives another group that is as whole. */
const WHOLE_WITHOUT = /section (?:\S+ (?:is not there|is called otherwise)|logical_volumes is empty)$/;

describe.each(RECORDED_GROUPS)('metadata of %s with one thing changed', (base) => {
  const text = recordedMetadata(base);
  const parsed = parseVolumeGroup(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  const all = [...mutatedMetadata(text)].filter(({ name }) => !WHOLE_WITHOUT.test(name));

  test('is told to be damaged, or is what it was', () => {
    expect(all.length).toBeGreaterThan(800);
    for (const mutation of all) {
      try {
        expectToldOrSame(mutation, parsed.value);
      } catch (error) {
        throw new Error(`${mutation.name}: ${(error as Error).message}`);
      }
    }
  });
});
