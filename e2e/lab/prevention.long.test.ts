import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { findings } from '../../lib/findings/findings.ts';
import type { Prevention } from '../../lib/findings/prevention/prevention.ts';
import { idsOf, pathsOf } from '../../lib/findings/pv-names.ts';
import type { LvmConfig } from '../../lib/lvm/lvm-host.ts';
import { type Door, type Outcome, whatLvmWouldDo } from '../../lib/lvm/what-lvm-would-do.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';

/**
 * What dmscope says LVM would do with a guest's PV, beside what LVM does; and that the lines which it advises, put where
 * it says, stop it, at every door, while the host's own groups still come up.
 */
const SETUP = `
. /mnt/dmscope/e2e/lab/guest/scenario.sh
modprobe loop
pvcreate -q /dev/ubda; vgcreate -q vms /dev/ubda
pvcreate -q /dev/ubdb; vgcreate -q data /dev/ubdb; lvcreate -q -y -n srv -L 20M data
group() {
  in_guest guest.example.com pvcreate -q --config "$INSIDE" --devices $2 $2
  in_guest guest.example.com vgcreate -q --config "$INSIDE" --devices $2 $1 $2
  in_guest guest.example.com lvcreate -q -y --config "$INSIDE" --devices $2 -n data -L 8M $1
  in_guest guest.example.com vgchange -q -an --config "$INSIDE" --devices $2 $1
}
for name in web parts looped; do lvcreate -q -y -n $name -L 40M vms; done
group volumevg /dev/vms/web
gpt /dev/vms/parts 'type=V'
kpartx -a /dev/vms/parts; settle
group layervg /dev/mapper/vms-parts1
kpartx -d /dev/vms/parts
group loopvg /dev/vms/looped
trap - EXIT`;

/** Opens each door anew and prints a line for it: what udev activated, and what a bare \`vgchange -ay\` activated after that. */
const MEASURE = `
settle() { udevadm settle --timeout=20; }
deactivate() { for group in volumevg layervg loopvg; do dmsetup remove $group-data 2>/dev/null; done; settle; }
state_of() { settle; sleep 0.3; settle; if dmsetup info "$1-data" >/dev/null 2>&1; then echo activates; else echo staysInactive; fi; }
door() {
  kpartx -d /dev/vms/parts >/dev/null; losetup -D; settle; deactivate
  lvchange -an vms/web vms/parts vms/looped; settle
  rm -rf /run/lvm/pvs_online /run/lvm/vgs_online
  eval "$2"; event=$(state_of $1vg); deactivate
  vgchange -ay; command=$(state_of $1vg); deactivate
  echo "$1 $event $command" >&3
}
exec 3>&1 >/dev/null 2>&1
door volume 'lvchange -ay vms/web'
door layer 'lvchange -ay vms/parts; kpartx -a /dev/vms/parts'
door loop 'lvchange -ay vms/looped; losetup /dev/loop7 /dev/vms/looped'
true`;

const SETTINGS: readonly (readonly [name: string, conf: string])[] = [
  ['the default', ''],
  ['scan_lvs=1', 'devices { scan_lvs = 1 }'],
  [
    'a filter on the paths of volumes',
    'devices { scan_lvs = 1\n filter = [ "r|^/dev/dm-|", "r|^/dev/mapper/|", "r|^/dev/vms/|", "r|^/dev/disk/by-id/dm-|" ] }',
  ],
  [
    'auto_activation_volume_list',
    'devices { scan_lvs = 1 }\nactivation { auto_activation_volume_list = [ "vms", "data" ] }',
  ],
];

describe.skipIf(missingForLab().length > 0)('LVM and the volume groups of guests', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'prevention', limitMs: 900_000 });
    await guest.ok(`bash -c '${SETUP.replaceAll("'", "'\\''")}'`, { timeoutMs: 110_000 });
  });
  afterAll(() => guest?.down());

  test.each(SETTINGS)('does what dmscope says it would, with %s', async (_, conf) => {
    await guest.writeFile('/etc/lvm/lvm.conf', conf);
    const said = predicted(await look(guest));
    expect(await measured(guest)).toEqual(said);
  });

  test.each([
    ['devices file', (config: LvmConfig) => config],
    ['global_filter, as for an older LVM', asOlder],
  ])('leaves them alone after the lines that dmscope advises: %s', async (setting, told) => {
    await guest.writeFile('/etc/lvm/lvm.conf', 'devices { scan_lvs = 1 }');
    await guest.ok('lvchange -ay vms/web; vgchange -ay volumevg');
    const { prevention } = findingIn(withConfig(await look(guest), told));
    expect(prevention.table?.head.at(-1)).toContain(setting.split(',')[0]);
    expect(prevention.table?.rows.map((row) => row.at(-1))).toEqual([
      'stays inactive',
      'stays inactive',
      'stays inactive',
    ]);

    await guest.ok('dmsetup remove --retry volumevg-data; lvchange -an data');
    await carryOut(guest, prevention);
    const inactive = { event: 'staysInactive', command: 'staysInactive' };
    expect(await measured(guest)).toEqual({ volume: inactive, layer: inactive, loop: inactive });
    expect(await guest.ok('dmsetup ls')).toContain('data-srv');
    await guest.ok('rm -rf /etc/lvm/devices; vgchange -ay data');
  });
});

type Said = Readonly<Record<Door, { readonly event: Outcome; readonly command: Outcome }>>;

async function measured(guest: Guest): Promise<Said> {
  const text = await guest.ok(MEASURE, { timeoutMs: 160_000 });
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  return Object.fromEntries(
    rows.map(([door, event, command]) => [door, { event, command }]),
  ) as unknown as Said;
}

/** A PV that is seen twice is not activated: it stays inactive. */
function predicted(stack: Stack): Said {
  const { config, devicesFile } = stack.host.lvm ?? {};
  if (!config || devicesFile === undefined) throw new Error('the capture does not tell of LVM');
  const pv = (door: Door, name: string, paths?: readonly string[]) => {
    const device = stack.devices.find((each) => each.name === name);
    if (!device) throw new Error(`no ${name}`);
    return {
      door,
      paths: paths ?? pathsOf(device),
      ids: idsOf(device),
      groupName: `${door}vg`,
      volumeBelow: null,
    };
  };
  const pvs = [
    pv('volume', 'vms-web'),
    pv('layer', 'vms-parts', ['/dev/dm-99', '/dev/mapper/vms-parts1', '/dev/disk/by-id/dm-name-vms-parts1']),
    { ...pv('loop', 'vms-looped', ['/dev/loop7']), volumeBelow: pv('volume', 'vms-looped') },
  ];
  const said = pvs.map((each) => {
    const answer = whatLvmWouldDo({ config, devicesFile }, each);
    if (!answer) throw new Error('no answer');
    const command = answer.byCommand === 'refused' ? 'staysInactive' : answer.byCommand;
    return [each.door, { event: answer.byEvent, command }];
  });
  return Object.fromEntries(said);
}

async function look(guest: Guest): Promise<Stack> {
  await guest.ok('vgchange -ay vms data; udevadm settle');
  const { stdout, exitStatus, stderr } = await guest.run('sh /mnt/dmscope/server/collector.sh', {
    timeoutMs: 100_000,
  });
  if (exitStatus !== 0) throw new Error(stderr);
  const { value } = readCapture(stdout);
  if (!value) throw new Error('no capture');
  return buildStack(value);
}

function asOlder(config: LvmConfig): LvmConfig {
  return { ...config, version: '2.03.11(2) (2021-01-08)', usesDevicesFile: null };
}

function withConfig(stack: Stack, told: (config: LvmConfig) => LvmConfig): Stack {
  const { lvm } = stack.host;
  if (!lvm?.config) throw new Error('the capture does not tell of LVM');
  return { ...stack, host: { ...stack.host, lvm: { ...lvm, config: told(lvm.config) } } };
}

function findingIn(stack: Stack): { readonly prevention: Prevention } {
  const found = findings(stack).find(({ rule }) => rule === 'guest-group-on-disk');
  if (!found?.prevention) throw new Error('no such finding');
  return { prevention: found.prevention };
}

/** All but the initramfs: the guest has none. */
async function carryOut(guest: Guest, { steps }: Prevention): Promise<void> {
  for (const { where, lines } of steps) {
    const text = lines.join('\n');
    if (where === '/etc/lvm/lvm.conf') await guest.ok('cat >>/etc/lvm/lvm.conf', { stdin: `\n${text}\n` });
    else if (!/initramfs|dracut/.test(text)) await guest.ok(text);
  }
}
