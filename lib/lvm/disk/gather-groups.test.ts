import { expect, test } from 'vitest';
import { readFrom } from '../../block/byte-source.ts';
import { diskFixture, groupText } from './disk.fixture.ts';
import { gatherGroups, type Pv } from './gather-groups.ts';
import { readPv } from './read-pv.ts';
import { recordedDisk } from './recorded-disk.fixture.ts';

function pvIn(bytes: Uint8Array): Pv {
  const pv = readFrom(bytes, readPv());
  if (pv.kind !== 'pv') throw new Error(JSON.stringify(pv));
  return pv;
}

const written = (text: string) =>
  pvIn(diskFixture({ sizeBytes: 2 ** 20, areas: [{ offset: 4096, length: 65_536, text }] }));

test('the newest of what the PVs say of their group counts, and who is behind is told', () => {
  const [group, ...others] = gatherGroups([
    { where: 'old', pv: written(groupText(3)) },
    { where: 'new', pv: written(groupText(4)) },
  ]);
  expect(others).toEqual([]);
  expect(group?.group.sequence).toBe(4);
  expect(group?.problems).toEqual([
    {
      kind: 'note',
      text: 'PV abcdef-GHIJ-klmn-OPQR-stuv-WXYZ-012345 is behind: it has change 3 of the group, not 4',
    },
  ]);
});

test('two PVs with different metadata of the same change are damaged, and neither is believed', () => {
  const [group] = gatherGroups([
    { where: 'one', pv: written(groupText()) },
    { where: 'other', pv: written(groupText().replace('production', 'test')) },
  ]);
  expect(group?.problems).toEqual([
    {
      kind: 'damaged',
      text: 'PV abcdef-GHIJ-klmn-OPQR-stuv-WXYZ-012345 has other metadata of the same change 3 of the group',
    },
  ]);
});

test('a PV that the newest metadata does not list is no part of the group', () => {
  const gone = groupText(9).replace('abcdef-GHIJ', 'zzzzzz-GHIJ');
  const [group] = gatherGroups([
    { where: 'left', pv: written(groupText(8)) },
    { where: 'other', pv: written(gone) },
  ]);
  expect(group?.pvs).toEqual([{ key: 'pv0', uuid: 'zzzzzzGHIJklmnOPQRstuvWXYZ012345', at: [] }]);
  expect(group?.readAt).toBe('other');
  const uuid = 'abcdef-GHIJ-klmn-OPQR-stuv-WXYZ-012345';
  expect(group?.problems).toEqual([
    {
      kind: 'note',
      text: `PV ${uuid} says that it is of this group, whose newest metadata (change 9) does not list it`,
    },
    { kind: 'damaged', text: `PV ${uuid} has the metadata of this group, and is not listed in it` },
  ]);
});

test('a PV that is not there is known by its UUID', () => {
  const [group] = gatherGroups([{ where: 0, pv: pvIn(recordedDisk('raid1-1')) }]);
  expect(group?.pvs.map(({ uuid, at }) => [uuid, at])).toEqual([
    ['BsggKM0RCKMvoBe5IZgl5DhqBnzciQl0', [0]],
    ['dFDrtmIXjnWECjUArONeajfKsfRmFWAs', []],
  ]);
});
