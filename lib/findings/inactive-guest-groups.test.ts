import { describe, expect, test } from 'vitest';
import { LVM_CONFIG } from '../lvm/lvm-config.fixture.ts';
import type { LvmConfig } from '../lvm/lvm-host.ts';
import type { Stack } from '../stack/stack.ts';
import { findings } from './findings.ts';
import { lvmFixture, lvmUuid, on } from './leaky-host.fixture.ts';
import { hostOfGuests, insideFixture } from './sleeping-guest.fixture.ts';

const LOOKS_EVERYWHERE: LvmConfig = { ...LVM_CONFIG, scansVolumes: true };
const LETS_SNAPSHOTS_IN: LvmConfig = {
  ...LOOKS_EVERYWHERE,
  filter: ['a|^/dev/sda|', 'a|^/dev/vms/snap-|', 'r|.*|'],
};
const titlesIn = (stack: Stack) => findings(stack).map(({ title }) => title);

describe('an inactive volume group inside a guest’s disk', () => {
  test('is told of where this host’s LVM would activate it', () => {
    const [found] = findings(hostOfGuests(LOOKS_EVERYWHERE, insideFixture()));
    expect(found).toMatchObject({
      rule: 'guest-group-may-activate',
      severity: 'warning',
      title: "This host's LVM would activate guest volume group docker-volumes on vms/web0",
      devices: [{ name: 'vms-web0', part: 'holds docker-volumes' }],
    });
    expect(found?.consequence).toContain('udev does it');
  });

  test('is told of where only a snapshot of its disk would be let in, with the name that opens the door', () => {
    const [found] = findings(hostOfGuests(LETS_SNAPSHOTS_IN, insideFixture()));
    expect(found?.title).toBe(
      "This host's LVM would activate guest volume group docker-volumes on a snapshot of vms/web0",
    );
    expect(found?.consequence).toContain('such as one called vms/snap-web0, any vgchange -ay does it');
    expect(found?.prevention?.sentences[0]).toContain('a|^/dev/vms/snap-| of devices/filter lets it in');
  });

  test('is one finding for all disks that one setting opens', () => {
    const stack = hostOfGuests(
      LOOKS_EVERYWHERE,
      insideFixture(),
      insideFixture({ name: 'b', uuid: 'b'.repeat(32) }),
    );
    expect(titlesIn(stack)).toEqual(["This host's LVM would activate the volume groups of 2 guests' disks"]);
  });

  test.each([
    ['LVM does not look into volumes', hostOfGuests(LVM_CONFIG, insideFixture())],
    ['nothing is known of LVM', hostOfGuests(null, insideFixture())],
    ['it is in a partition', hostOfGuests(LOOKS_EVERYWHERE, insideFixture({}, 2))],
    ['it belongs to another system', hostOfGuests(LOOKS_EVERYWHERE, insideFixture({ systemId: 'guest1' }))],
    ['another PV of it is nowhere to be seen', hostOfGuests(LOOKS_EVERYWHERE, insideFixture({ pvCount: 2 }))],
  ])('is nothing to tell of where %s', (_, stack) => {
    expect(titlesIn(stack)).toEqual([]);
  });

  test('is not told of once it is active: that is another finding', () => {
    const inactive = hostOfGuests(LOOKS_EVERYWHERE, insideFixture());
    const active = lvmFixture(9, 'docker--volumes-data', lvmUuid('guest', 'data'), {
      target: 'linear',
      args: '254:0 2048',
      bases: [on('254:0', 'data')],
    });
    const rules = findings({ ...inactive, devices: [...inactive.devices, active] }).map(({ rule }) => rule);
    expect(rules).toEqual(['guest-group-on-disk']);
  });
});

describe('a group of the host with a twin inside a guest’s disk', () => {
  test('is a warning where the UUID is the same, in a partition too', () => {
    const copy = insideFixture({ name: 'vms', uuid: 'host'.padEnd(32, 'g') }, 3);
    expect(findings(hostOfGuests(LVM_CONFIG, copy))).toMatchObject([
      { rule: 'twin-in-guest', severity: 'warning', devices: [{ name: 'vms-web0' }] },
    ]);
  });

  test('is a notice where only the name is', () => {
    expect(findings(hostOfGuests(LVM_CONFIG, insideFixture({ name: 'vms' })))).toMatchObject([
      {
        severity: 'notice',
        title: "A guest's volume group inside vms/web0 is called vms, as one of this host's is",
      },
    ]);
  });
});
