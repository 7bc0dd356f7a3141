import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLvmName } from './lvm-name.ts';

describe('splitLvmName', () => {
  it.each([
    ['docker--volumes-docker--data', '', 'docker-volumes', 'docker-data'],
    ['vm--volumes-docker2.example.com--volumes-real', 'real', 'vm-volumes', 'docker2.example.com-volumes'],
    [
      'vm--volumes-snap--docker2.example.com--volumes-cow',
      'cow',
      'vm-volumes',
      'snap-docker2.example.com-volumes',
    ],
    ['vg-pool-tpool', 'tpool', 'vg', 'pool'],
    ['vg-pool', 'pool', 'vg', 'pool'],
    ['vg-pool_tdata', 'tdata', 'vg', 'pool_tdata'],
    ['vg--all-cvol_cvol-cdata', 'cdata', 'vg-all', 'cvol_cvol'],
    ['vg--all-tpool-tpool', 'tpool', 'vg-all', 'tpool'],
    ['vg-lv-missing_0_0', 'missing_0_0', 'vg', 'lv'],
    ['vg---lv', '', 'vg-', 'lv'],
    ['vg-lv--real', 'real', 'vg', 'lv-real'],
  ])('splits %s of layer %j', (name, layer, vgName, lvName) => {
    expect(splitLvmName(name, layer)).toEqual({ vgName, lvName, layer });
  });

  it.each([
    ['renamed', ''],
    ['a-b-c', ''],
    ['vg-lv-cow', 'real'],
    ['-lv', ''],
    ['vg-', ''],
    ['', ''],
  ])('says that LVM did not make the name %j of layer %j', (name, layer) => {
    expect(splitLvmName(name, layer)).toBeNull();
  });

  it('finds the parts of any pair of names LVM allows', () => {
    const part = fc.stringMatching(/^[a-z0-9_.+][a-z0-9_.+-]{0,20}$/);
    fc.assert(
      fc.property(part, part, fc.constantFrom('', 'real', 'cow', 'tpool'), (vgName, lvName, layer) => {
        const doubled = (text: string) => text.replaceAll('-', '--');
        const name = [vgName, lvName]
          .map(doubled)
          .concat(layer === '' ? [] : [layer])
          .join('-');
        expect(splitLvmName(name, layer)).toEqual({ vgName, lvName, layer });
      }),
    );
  });
});
