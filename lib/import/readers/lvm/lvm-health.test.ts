import { expect, test } from 'vitest';
import { lvmHealth } from './lvm-health.ts';
import { ODD, outputOf, THIN } from './lvm-outputs.fixture.ts';

function of(text: string, lv: string) {
  return lvmHealth(outputOf(text)).find((each) => each.lv === lv);
}

test('the fill of a pool and of a thin volume, with its pool and origin', () => {
  expect(of(THIN, 'pool')).toEqual({
    vg: 'vg',
    lv: 'pool',
    health: '',
    dataPercent: 12.5,
    metadataPercent: 11.62,
    isPartial: false,
  });
  expect(of(THIN, 'thin1-snap')).toMatchObject({ dataPercent: 20, origin: 'thin1', pool: 'pool' });
});

test('the fill of a snapshot is that of its changes', () => {
  expect(of(ODD, 'snap-full')).toMatchObject({ snapPercent: 100, origin: 'origin2' });
  expect(of(ODD, 'snap-full')).not.toHaveProperty('dataPercent');
});

test('a partial volume, and the words of lv_health_status', () => {
  expect(of(ODD, 'half-gone')).toMatchObject({ isPartial: true, health: 'partial' });
  const text =
    '  LV   VG Attr       LSize Health        \n  r1   vg rwi-a-r-r- 1.00g refresh needed\n  pool vg twi-aotzD- 1.00g out_of_data   \n';
  expect(of(text, 'r1')?.health).toBe('refresh needed');
  expect(of(text, 'pool')?.health).toBe('out_of_data');
});

test('missing PVs are told of their group where a line says it', () => {
  const uuid = 'Ppppp1-qqq1-rrr1-sss1-ttt1-uuu1-vvvvv1';
  const lines = `  WARNING: Couldn't find device with uuid ${uuid}.\n  WARNING: VG vg-lost is missing PV ${uuid} (last written to /dev/sdb).\n`;
  const lvs = `${lines}  LV VG      Attr       LSize\n  a  vg-lost -wi-----p- 1.00g\n`;
  expect(lvmHealth(outputOf(lvs))).toEqual([
    { vg: 'vg-lost', lv: 'a', health: 'partial', isPartial: true },
    { vg: 'vg-lost', isPartial: true, missingPvs: [uuid] },
  ]);
  const pvs = '  PV         VG       Fmt  Attr PSize  PFree\n  [unknown]  vg-lost  lvm2 a-m  60.00m    0 \n';
  expect(lvmHealth(outputOf(pvs))).toEqual([{ vg: 'vg-lost', isPartial: true, missingPvs: ['[unknown]'] }]);
  const vgs = '  VG  #PV #LV #SN Attr   VSize VFree\n  pve   1   3   0 wz-pn- 9.00g    0 \n';
  expect(lvmHealth(outputOf(vgs))).toEqual([{ vg: 'pve', isPartial: true }]);
});

test('lvdisplay tells the same', () => {
  const text = `  --- Logical volume ---
  LV Name                pool
  VG Name                vg
  LV Status              available (partial)
  Allocated pool data    12.50%
  Allocated metadata     11,62%
`;
  expect(lvmHealth(outputOf(text, 'lvdisplay'))).toEqual([
    { vg: 'vg', lv: 'pool', health: 'partial', isPartial: true, dataPercent: 12.5, metadataPercent: 11.62 },
  ]);
});

test('other outputs tell nothing', () => {
  expect(lvmHealth(outputOf('NAME MAJ:MIN\nsda 8:0\n'))).toEqual([]);
  expect(lvmHealth(outputOf(''))).toEqual([]);
});
