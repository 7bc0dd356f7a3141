import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ODD, outputOf, THIN } from './lvm-outputs.fixture.ts';
import { lvmReaders } from './lvm-readers.ts';

const PIECES = [
  ...THIN.split('\n').map((line) => `${line}\n`),
  ...ODD.split('\n').map((line) => `${line}\n`),
  '  PV         VG   Fmt  Attr PSize  PFree\n  /dev/sda   vg   lvm2 a--  1.00g     0 \n',
  '{"report":[{"lv":[{"lv_name":"a"}]}]}\n',
  '  {"lv_name":"__proto__", "vg_name":[1], "lv_attr":null},\n',
  '"lv": [\n',
  "LVM2_LV_NAME='a' LVM2_VG_NAME='b' LVM2_LV_ATTR='-wi-a-----'\n",
  '  --- Logical volume ---\n  LV Name                a\n  VG Name                b\n',
  '  --- Segments ---\n    Type\t\tlinear\n    Physical volume\t/dev/sda\n',
  "  ACTIVE            '/dev/b/a' [1,46 TiB] inherit\n",
  '  PV /dev/sde   VG vg1   lvm2 [931,51 GiB / 0    free]\n',
  'contents = "Text Format Volume Group"\nvg {\n\tphysical_volumes {\n\t\tpv0 {\n\t\t\tid = "x"\n\t\t\tdevice = "/dev/sda"\n',
  '}\n',
  '\0',
  '\udcff',
  '                    ',
];
const COMMANDS = [
  '',
  'lvs',
  'lvs --noheadings -o name,vg_name,lv_attr,devices',
  'pvs -a --separator :',
  'lvdisplay -m',
  'lvs -o',
  "lvs '",
  'vgcfgbackup',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 12 })), { maxLength: 14 })
  .map((parts) => parts.join(''));

test('no text makes a reader throw, and each line is used or ignored once', () => {
  fc.assert(
    fc.property(
      text,
      fc.oneof(fc.constantFrom(...COMMANDS), fc.string({ maxLength: 30 })),
      (given, command) => {
        const output = outputOf(given, command);
        for (const reader of lvmReaders) {
          expect(typeof reader.isCommand(command)).toBe('boolean');
          expect(typeof reader.looksLike(output.lines)).toBe('boolean');
          const reading = reader.read(output);
          if (!reading) continue;
          const ignored = reading.ignored.map(({ at }) => at);
          expect(new Set(ignored).size).toBe(ignored.length);
          for (const { at, ref } of reading.devices) {
            expect(ignored).not.toContain(at);
            expect(Object.keys(ref).length).toBeGreaterThan(0);
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('prose and outputs of other commands are none of LVM', () => {
  const others = [
    'LV is short for logical volume, and VG for volume group.\nAttr shows the state.\n',
    'The PV VG Fmt columns of pvs are documented.\nMore text follows here.\n',
    'NAME MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS\nsda 8:0 0 1G 0 disk\n',
    'vg-lv: 0 8 linear 8:0 0\n',
    'Name  Maj Min Stat Open Targ Event  UUID\na 254 1 L--w 0 1 0 LVM-x\n',
    'Filename Type Size Used Priority\n/dev/dm-1 partition 1 0 -2\n',
    '{"blockdevices": [{"name": "sda"}]}\n',
    '/dev/sda: UUID="x" TYPE="LVM2_member"\n',
    'Data Free\n',
  ];
  for (const other of others)
    for (const reader of lvmReaders) expect(reader.looksLike(outputOf(other).lines), other).toBe(false);
});

test('the real outputs are known without their command', () => {
  expect(lvmReaders[0]?.looksLike(outputOf(THIN).lines)).toBe(true);
  expect(lvmReaders[0]?.looksLike(outputOf(ODD).lines)).toBe(true);
});

test('long lines and many lines are read in a moment', () => {
  const spaces = ' '.repeat(200_000);
  const texts = [
    `  LV VG Attr${spaces}x\n${spaces}y\n`,
    `  PV /dev/sda${spaces}x\n  ACTIVE${spaces}'\n`,
    `--- Logical volume ---\n  LV Name${spaces}a${spaces}b\n`,
    `{"report": [\n"lv": [\n${',]'.repeat(100_000)}x\n`,
    `LVM2_A=${"'x".repeat(100_000)}\n`,
    `  LV VG Attr       LSize\n${'  a  vg -wi-a----- 1.00g\n'.repeat(20_000)}`,
    `${'"'.repeat(100_000)}\n${'VG '.repeat(50_000)}\n`,
    `contents = "Text Format Volume Group"\n${'a = "'.repeat(50_000)}\n`,
  ];
  const before = process.cpuUsage();
  for (const given of texts) {
    const output = outputOf(given);
    for (const reader of lvmReaders) {
      reader.looksLike(output.lines);
      reader.read(output);
    }
  }
  const { user } = process.cpuUsage(before);
  expect(user / 1e6).toBeLessThan(8);
}, 60_000);
