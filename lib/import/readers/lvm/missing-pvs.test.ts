import { expect, test } from 'vitest';
import { ODD, outputOf, THIN } from './lvm-outputs.fixture.ts';
import { lvmReaders } from './lvm-readers.ts';

function read(text: string, command = '') {
  const output = outputOf(text, command);
  const reading = lvmReaders.map((reader) => reader.read(output)).find((each) => each !== null);
  if (!reading) throw new Error('it was not read');
  return reading;
}

function healthOf(text: string, dmName: string, command = '') {
  return read(text, command).devices.find(({ ref }) => ref.dmName === dmName)?.health;
}

test('the fill of a pool and of a thin volume', () => {
  expect(healthOf(THIN, 'vg-pool')).toEqual({
    lines: ['vg/pool: data_percent=12.5 metadata_percent=11.62'],
    volume: { kind: 'thin-pool', health: '', isPartial: false, dataPercent: 12.5, metadataPercent: 11.62 },
  });
  expect(healthOf(THIN, 'vg-thin1--snap')?.volume).toMatchObject({ kind: 'other', dataPercent: 20 });
});

test('the fill of a snapshot is that of its changes, and a full one is invalid', () => {
  expect(healthOf(ODD, 'vg--all-snap--full')?.volume).toEqual({
    kind: 'snapshot',
    health: 'invalid',
    isPartial: false,
    snapPercent: 100,
  });
});

test('a partial volume, and the words of lv_health_status', () => {
  expect(healthOf(ODD, 'vg--lost-half--gone')?.volume).toEqual({
    kind: 'other',
    health: 'partial',
    isPartial: true,
  });
  const text =
    '  LV   VG Attr       LSize Health        \n  r1   vg rwi-a-r-r- 1.00g refresh needed\n  pool vg twi-aotzD- 1.00g out_of_data   \n';
  expect(healthOf(text, 'vg-r1')?.volume).toMatchObject({ kind: 'raid', health: 'refresh needed' });
  expect(healthOf(text, 'vg-pool')?.volume).toMatchObject({ kind: 'thin-pool', health: 'out_of_data' });
});

test('nothing is told of a volume of which LVM has nothing to say', () => {
  expect(healthOf(ODD, 'vg--all-readonly')).toBeUndefined();
});

test('missing PVs are told of their group where a line says it', () => {
  const uuid = 'Ppppp1-qqq1-rrr1-sss1-ttt1-uuu1-vvvvv1';
  const without = `WARNING: Couldn't find device with uuid ${uuid}.`;
  const missing = `WARNING: VG vg-lost is missing PV ${uuid} (last written to /dev/sdb).`;
  const lvs = `  ${without}\n  ${missing}\n  LV VG      Attr       LSize\n  a  vg-lost -wi-----p- 1.00g\n`;
  expect(read(lvs).missingPvs).toEqual([{ vg: 'vg-lost', uuid, line: without }]);
  const pvs = '  PV         VG       Fmt  Attr PSize  PFree\n  [unknown]  vg-lost  lvm2 a-m  60.00m    0 \n';
  expect(read(pvs).missingPvs).toEqual([{ vg: 'vg-lost', uuid: '', line: '[unknown] vg-lost' }]);
  const vgs = '  VG  #PV #LV #SN Attr   VSize VFree\n  pve   1   3   0 wz-pn- 9.00g    0 \n';
  expect(read(vgs).missingPvs).toEqual([{ vg: 'pve', uuid: '', line: 'pve: vg_attr=wz-pn-' }]);
});

test('lvdisplay tells the same', () => {
  const text = `  --- Logical volume ---
  LV Name                pool
  VG Name                vg
  LV Status              available (partial)
  LV Pool data           pool_tdata
  Allocated pool data    12.50%
  Allocated metadata     11,62%
`;
  expect(healthOf(text, 'vg-pool', 'lvdisplay')).toEqual({
    lines: ['vg/pool: lv_health_status=partial lv_partial=partial data_percent=12.5 metadata_percent=11.62'],
    volume: {
      kind: 'thin-pool',
      health: 'partial',
      isPartial: true,
      dataPercent: 12.5,
      metadataPercent: 11.62,
    },
  });
});
