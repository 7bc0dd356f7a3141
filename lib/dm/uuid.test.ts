import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyDmUuid } from './uuid.ts';

const VG = 'A8fwbUYYNUyBFKmA1nEHc57dAg7sZ1Vo';
const LV = 're14OYVTA9tWQaHqRL0KL4h4Ix4u3bhT';

describe('classifyDmUuid', () => {
  it.each([
    ['', ''],
    ['-real', 'real'],
    ['-cow', 'cow'],
    ['-tpool', 'tpool'],
    ['-pool', 'pool'],
    ['-tdata', 'tdata'],
    ['-missing_0_0', 'missing_0_0'],
  ])('reads an LVM volume with the suffix %j', (suffix, layer) => {
    expect(classifyDmUuid(`LVM-${VG}${LV}${suffix}`)).toEqual({ kind: 'lvm', vgUuid: VG, lvUuid: LV, layer });
  });

  it('does not take for LVM what has no 64 characters of an id', () => {
    expect(classifyDmUuid('LVM-notreallylvm')).toEqual({ kind: 'unknown', prefix: 'LVM' });
    expect(classifyDmUuid(`LVM-${VG}${LV}x`)).toEqual({ kind: 'unknown', prefix: 'LVM' });
    expect(classifyDmUuid(`LVM-${VG}`)).toEqual({ kind: 'unknown', prefix: 'LVM' });
  });

  it('reads an LVM1 id, whose exclamation marks libdevmapper mangles', () => {
    const made = classifyDmUuid(`LVM-\\x21${VG.slice(1)}${LV}`);
    expect(made).toEqual({ kind: 'lvm', vgUuid: `!${VG.slice(1)}`, lvUuid: LV, layer: '' });
  });

  it.each([
    [
      'CRYPT-LUKS2-ef4d77f315c749f7ab80010380607e6b-mail.example.com-crypt',
      'LUKS2',
      'ef4d77f315c749f7ab80010380607e6b',
      'mail.example.com-crypt',
    ],
    [
      'CRYPT-LUKS2-15bc7c91-0ec3-4761-9246-337a0b084d95-luks',
      'LUKS2',
      '15bc7c91-0ec3-4761-9246-337a0b084d95',
      'luks',
    ],
    [
      'CRYPT-LUKS1-5377a9c7db9844bf970ded99dac30804-luks1-nokeyring',
      'LUKS1',
      '5377a9c7db9844bf970ded99dac30804',
      'luks1-nokeyring',
    ],
    [
      'CRYPT-LUKS2-OPAL-15bc7c910ec347619246337a0b084d95-disk',
      'LUKS2-OPAL',
      '15bc7c910ec347619246337a0b084d95',
      'disk',
    ],
    [
      'CRYPT-INTEGRITY-15bc7c910ec347619246337a0b084d95-luks-integrity_dif',
      'INTEGRITY',
      '15bc7c910ec347619246337a0b084d95',
      'luks-integrity_dif',
    ],
    ['CRYPT-INTEGRITY-integrity', 'INTEGRITY', '', 'integrity'],
    [
      'CRYPT-VERITY-2ee649288caa42eca5e4b3897477f028-verity',
      'VERITY',
      '2ee649288caa42eca5e4b3897477f028',
      'verity',
    ],
    [
      'CRYPT-SUBDEV-2ee649288caa42eca5e4b3897477f028-a-b',
      'SUBDEV',
      '2ee649288caa42eca5e4b3897477f028',
      'a-b',
    ],
    ['CRYPT-TEMP-temporary-cryptsetup-841', 'TEMP', '', 'temporary-cryptsetup-841'],
    ['CRYPT-PLAIN-plain-crypt', 'PLAIN', '', 'plain-crypt'],
    ['CRYPT-PLAIN-with\\x20space:colon', 'PLAIN', '', 'with space:colon'],
    ['CRYPT-PLAIN-ef4d77f315c749f7ab80010380607e6b-x', 'PLAIN', '', 'ef4d77f315c749f7ab80010380607e6b-x'],
  ])('reads cryptsetup’s %s', (text, format, uuid, name) => {
    expect(classifyDmUuid(text)).toEqual({ kind: 'crypt', format, uuid, name });
  });

  it('leads from a partition to its parent, nested ones too', () => {
    expect(classifyDmUuid('part1-mpath-360014051234567890')).toEqual({
      kind: 'partition',
      number: 1,
      parentUuid: 'mpath-360014051234567890',
    });
    expect(classifyDmUuid(`part2-part1-LVM-${VG}${LV}`)).toEqual({
      kind: 'partition',
      number: 2,
      parentUuid: `part1-LVM-${VG}${LV}`,
    });
    expect(classifyDmUuid('part1-devnode_7:0_Wh5pYvM')).toMatchObject({ parentUuid: 'devnode_7:0_Wh5pYvM' });
  });

  it('knows the others by their prefix', () => {
    expect(classifyDmUuid('mpath-360014051234567890')).toEqual({
      kind: 'multipath',
      wwid: '360014051234567890',
    });
    expect(classifyDmUuid('DMRAID-isw_cabciecjfi_Volume0')).toEqual({
      kind: 'dmraid',
      id: 'isw_cabciecjfi_Volume0',
    });
    expect(classifyDmUuid('VDO-f3e2b1a0-1111-2222-3333-444455556666')).toEqual({
      kind: 'vdo',
      id: 'f3e2b1a0-1111-2222-3333-444455556666',
    });
    expect(classifyDmUuid('stratis-1-private-da2d3ac45bd64ba3b95cb4bd8b0e7a8b-flex-mdv')).toEqual({
      kind: 'stratis',
      id: '1-private-da2d3ac45bd64ba3b95cb4bd8b0e7a8b-flex-mdv',
    });
  });

  it('keeps the prefix of what it does not know', () => {
    expect(classifyDmUuid('')).toEqual({ kind: 'none' });
    expect(classifyDmUuid('ROOT-1')).toEqual({ kind: 'unknown', prefix: 'ROOT' });
    expect(classifyDmUuid('uuid without one')).toEqual({ kind: 'unknown', prefix: 'uuid without one' });
    expect(classifyDmUuid('mpath-')).toEqual({ kind: 'unknown', prefix: 'mpath' });
    expect(classifyDmUuid('CRYPT-a b\nc')).toEqual({ kind: 'unknown', prefix: 'CRYPT' });
    expect(classifyDmUuid('partition-1')).toEqual({ kind: 'unknown', prefix: 'partition' });
  });

  it('classifies any text', () => {
    const start = fc.constantFrom('', 'LVM-', 'CRYPT-LUKS2-', 'part1-', 'mpath-', 'stratis-');
    fc.assert(
      fc.property(start, fc.string({ unit: 'binary' }), (prefix, rest) => {
        expect(classifyDmUuid(prefix + rest).kind).toMatch(/^[a-z]+$/);
      }),
    );
  });
});
