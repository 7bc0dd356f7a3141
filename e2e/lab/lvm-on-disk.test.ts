import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFrom } from '../../lib/lvm/disk/byte-source.ts';
import { parseVolumeGroup } from '../../lib/lvm/disk/parse-volume-group.ts';
import { readPv } from '../../lib/lvm/disk/read-pv.ts';
import { extentsOf, isVisible, type LvmGroup } from '../../lib/lvm/disk/volume-group.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';

type Row = Readonly<Record<string, string>>;

/** What dmscope reads from the bytes of a PV is what LVM itself says of it. */
describe.skipIf(missingForLab().length > 0)('LVM read from its disks', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'lvm-on-disk' });
    await guest.build('lvm-on-disk', 'all');
  }, 300_000);
  afterAll(() => guest?.down());

  async function rows(command: string): Promise<readonly Row[]> {
    const text = await guest.ok(`${command} --reportformat json --units b --nosuffix`);
    const { report } = JSON.parse(text) as { report: readonly Record<string, readonly Row[]>[] };
    return report.flatMap((each) => Object.values(each).flat());
  }

  async function read(pv: string) {
    const { stdout } = await guest.run(`dd if=${pv} bs=1M count=2 status=none`);
    return readFrom(stdout, readPv());
  }

  test('each PV has the label and the group that pvs prints', async () => {
    const pvs = await rows('pvs -o pv_name,pv_uuid,vg_name,vg_uuid,dev_size,pe_start,pv_pe_count,vg_seqno');
    expect(pvs.length).toBeGreaterThan(5);
    for (const pv of pvs) {
      const found = await read(pv.pv_name ?? '');
      if (found.kind !== 'pv') throw new Error(`${pv.pv_name}: ${JSON.stringify(found)}`);
      expect(found.problems).toEqual([]);
      const own = found.group?.pvs.find(({ uuid }) => uuid === found.label.uuid);
      expect({
        uuid: found.label.uuid,
        size: found.label.deviceSizeBytes,
        data: found.label.dataAreas[0]?.offset,
        group: found.group?.name,
        groupUuid: found.group?.uuid,
        sequence: found.group?.sequence,
        extents: own?.extentCount,
      }).toEqual({
        uuid: pv.pv_uuid?.replaceAll('-', ''),
        size: Number(pv.dev_size),
        data: Number(pv.pe_start),
        group: pv.vg_name,
        groupUuid: pv.vg_uuid?.replaceAll('-', ''),
        sequence: Number(pv.vg_seqno),
        extents: Number(pv.pv_pe_count),
      });
    }
  });

  test('each volume is as lvs prints it, parts of others too, segment by segment', async () => {
    const pvs = await rows('pvs -o pv_name,vg_name');
    const volumes = await rows('lvs -a -o vg_name,lv_name,lv_uuid,lv_size,segtype,seg_start_pe');
    const byGroup = new Map(
      pvs.flatMap(({ vg_name, pv_name }) => (vg_name && pv_name ? [[vg_name, pv_name] as const] : [])),
    );
    expect(byGroup.size).toBeGreaterThanOrEqual(20);
    for (const [name, pv] of byGroup) {
      const found = await read(pv);
      const group = found.kind === 'pv' ? found.group : null;
      if (!group) throw new Error(`${name}: ${JSON.stringify(found)}`);
      expect(volumesOf(group), name).toEqual(volumesSaid(volumes.filter(({ vg_name }) => vg_name === name)));
      const backup = await guest.ok(`vgcfgbackup -q -f /tmp/backup ${name} >/dev/null && cat /tmp/backup`);
      const said = parseVolumeGroup(backup);
      if (!said.ok) throw new Error(said.reason);
      expect(withoutTheTold(group), name).toEqual(withoutTheTold(said.value));
    }
  });
});

/** A backup is written now, and names the devices as they are called now. */
function withoutTheTold(group: LvmGroup): LvmGroup {
  return { ...group, timeSeconds: null, pvs: group.pvs.map((pv) => ({ ...pv, deviceHint: '' })) };
}

function volumesOf(group: LvmGroup) {
  return group.volumes
    .map((volume) => ({
      name: isVisible(volume) ? volume.name : `[${volume.name}]`,
      uuid: volume.uuid,
      bytes: extentsOf(volume) * group.extentSizeBytes,
      segments: volume.segments.map(
        ({ type, startExtent }) => `${type === 'striped' ? 'linear or striped' : type} at ${startExtent}`,
      ),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function volumesSaid(rows: readonly Row[]) {
  const byName = Map.groupBy(rows, ({ lv_name = '' }) => lv_name);
  return [...byName]
    .map(([name, segments]) => ({
      name,
      uuid: segments[0]?.lv_uuid?.replaceAll('-', ''),
      bytes: Number(segments[0]?.lv_size),
      segments: segments.map(
        ({ segtype = '', seg_start_pe = '' }) =>
          `${/^(linear|striped)$/.test(segtype) ? 'linear or striped' : segtype.replace(/\+.*/, '')} at ${seg_start_pe}`,
      ),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
