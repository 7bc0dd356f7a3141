import { expect, test } from 'vitest';
import { outputOf } from './lvm-outputs.fixture.ts';
import { lvmReaders } from './lvm-readers.ts';

const [reader] = lvmReaders;

function read(text: string, command = '') {
  const reading = reader?.read(outputOf(text, command));
  if (!reading) throw new Error('it was not read');
  return reading;
}

const PVS = `  PV         VG       Fmt  Attr PSize    PFree 
  /dev/md1   vg0      lvm2 a--  930,45g  38,11g
  /dev/sdb            lvm2 ---    8.00g   8.00g
  /dev/sdc1                ---       0       0 
  [unknown]  vg-lost  lvm2 a-m   60.00m  28.00m
`;

test('PVs are devices with their content, devices without a format have none, and a missing PV is no device', () => {
  const { devices, ignored } = read(PVS);
  expect(devices).toEqual([
    {
      ref: { kname: 'md1' },
      at: 2,
      size: { bytes: Math.round(930.45 * 2 ** 30), isRounded: true },
      content: { type: 'LVM2_member' },
    },
    {
      ref: { kname: 'sdb' },
      at: 3,
      size: { bytes: 8 * 2 ** 30, isRounded: true },
      content: { type: 'LVM2_member' },
    },
    { ref: { kname: 'sdc1' }, at: 4 },
  ]);
  expect(ignored).toEqual([]);
});

test('vgs tells of no device, and all of its lines are used', () => {
  const text =
    '  VG      #PV #LV #SN Attr   VSize   VFree  \n  guests    1   2   0 wz--n- 931.48g 731.48g\n  pve       1   3   0 wz-pn- 931.38g  16.00g\n';
  const { devices, ignored, command } = read(text);
  expect([devices, ignored, command]).toEqual([[], [], 'vgs']);
});

test('columns of other reports may be added, and each Attr is told apart', () => {
  const text =
    '  VG  #PV #LV Attr   VSize Attr       LV   PV        \n  vg    1   1 wz--n- 9.00g -wi-ao---- root /dev/sda2 \n';
  const { devices, ignored } = read(text);
  expect(devices.map(({ ref }) => ref)).toEqual([{ dmName: 'vg-root', path: 'vg/root' }, { kname: 'sda2' }]);
  expect(ignored).toEqual([]);
});

test('three reports behind each other are three tables', () => {
  const text = `${PVS}\n  VG   #PV #LV #SN Attr   VSize VFree\n  data   2   0   0 wz--n- 5.99g 5.99g\n\n  LV    VG   Attr       LSize Pool\n  part1 data -wi-a----- 1.00g\n`;
  const { devices, ignored } = read(text);
  expect(devices.map(({ ref }) => ref.kname ?? ref.path)).toEqual(['md1', 'sdb', 'sdc1', 'data/part1']);
  expect(ignored).toEqual([]);
});

test('columns without headings are those of the command', () => {
  const text =
    '  root   rhel -wi-ao---- /dev/sda2(0)\n  thin-1 rhel Vwi-a-tz--             \n  swap   rhel -wi-ao---- /dev/sda2(9)\n';
  const { devices, ignored } = read(text, 'lvs --noheadings -o name,vgname,lv_attr,devices');
  expect(devices.map(({ ref, bases }) => [ref.path, bases])).toEqual([
    ['rhel/root', [{ kname: 'sda2' }]],
    ['rhel/thin-1', undefined],
    ['rhel/swap', [{ kname: 'sda2' }]],
  ]);
  expect(ignored).toEqual([]);
});

test('rows without headings whose columns nothing tells are no output', () => {
  expect(reader?.read(outputOf('  root rhel -wi-ao----\n', 'lvs --noheadings -o all'))).toBeNull();
  expect(reader?.read(outputOf('  root rhel -wi-ao----\n'))).toBeNull();
});

test('a separator, with headings and without', () => {
  const withHeadings = '  LV|VG|Attr|LSize|Devices\n  root|rhel|-wi-ao----|8.00g|/dev/sda2(0),/dev/sdb(0)\n';
  expect(read(withHeadings).devices[0]?.bases).toEqual([{ kname: 'sda2' }, { kname: 'sdb' }]);
  const without = 'root:rhel:-wi-ao----:16777216\n';
  const command = 'lvs --noheadings --nosuffix --units s --separator : -o lv_name,vg_name,lv_attr,lv_size';
  expect(read(without, command).devices[0]).toMatchObject({
    ref: { dmName: 'rhel-root' },
    size: { bytes: 16777216 * 512, isRounded: false },
  });
});

test('name prefixes tell the columns', () => {
  const text =
    "  LVM2_LV_NAME='root' LVM2_VG_NAME='rhel' LVM2_LV_ATTR='-wi-ao----' LVM2_LV_SIZE='8.00g' LVM2_DEVICES='/dev/sda2(0)'\n";
  expect(read(text).devices).toMatchObject([
    { ref: { dmName: 'rhel-root', path: 'rhel/root' }, bases: [{ kname: 'sda2' }] },
  ]);
});

const JSON_REPORT = `  {
      "report": [
  Consider pruning data VG archive with more then 6 MiB in 8206 files (see archiving settings in lvm.conf).
          {
              "lv": [
                  {"lv_name":"root", "vg_name":"rhel", "lv_attr":"-wi-ao----", "lv_size":"8589934592", "devices":"/dev/sda2(0)"},
                  {"lv_name":"[t_tdata]", "vg_name":"rhel", "lv_attr":"Twi-ao----", "lv_size":"4194304", "devices":"/dev/sda2(9)"}
              ]
          }
      ]
  }
`;

test('JSON is read by the line, with warnings in it', () => {
  const { devices, ignored } = read(JSON_REPORT, 'lvs -a -o lv_all --reportformat json --units b --nosuffix');
  expect(devices.map(({ ref, at, size, bases }) => [ref.dmName, at, size?.bytes, bases])).toEqual([
    ['rhel-root', 6, 8589934592, [{ kname: 'sda2' }]],
    ['rhel-t_tdata', 7, 4194304, [{ kname: 'sda2' }]],
  ]);
  expect(ignored.map(({ at }) => at)).toEqual([3]);
});

test('JSON that was cut keeps its rows', () => {
  const cut = JSON_REPORT.slice(0, JSON_REPORT.indexOf('"lv_size":"4194304"'));
  expect(read(cut).devices.map(({ ref }) => ref.dmName)).toEqual(['rhel-root']);
});

test('standard JSON has numbers and lists, and a tool may have printed it anew', () => {
  const text =
    '{"report":[{"lv":[{"lv_name":"root","vg_name":"rhel","lv_attr":"-wi-ao----","lv_kernel_major":253,"lv_kernel_minor":0,"data_percent":null,"devices":["/dev/sda2(0)","/dev/sdb(0)"]}]}],"log":[]}';
  const facts = {
    ref: { devNo: '253:0', dmName: 'rhel-root' },
    bases: [{ kname: 'sda2' }, { kname: 'sdb' }],
  };
  expect(read(text).devices).toMatchObject([facts]);
  expect(read(JSON.stringify(JSON.parse(text), null, 2)).devices).toMatchObject([facts]);
});

test('a command that printed nothing found nothing', () => {
  expect(read('', 'lvs').devices).toEqual([]);
  expect(read('  No volume groups found\n', 'vgs').ignored).toHaveLength(1);
});

test('the commands are known by their first words', () => {
  for (const command of ['lvs', 'lvm lvs -a', 'pvs -v', 'vgs | cat', 'lvdisplay -C', 'lvm fullreport'])
    expect(reader?.isCommand(command), command).toBe(true);
  for (const command of ['lvsx', 'lvdisplay', 'echo lvs', '', 'lvdisplay -c'])
    expect(reader?.isCommand(command), command).toBe(false);
});
