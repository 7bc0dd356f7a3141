import { expect, test } from 'vitest';
import {
  type CraftedDisk,
  craftedDisks,
  pairOfDisks,
  pairText,
  staleDisks,
  twinDisks,
} from './crafted-disk.fixture.ts';
import { exportScan } from './export-scan.ts';
import { sourceOver } from './recorded-disk.fixture.ts';
import { renderScan } from './render-scan.ts';
import { isDamaged, problemsOf, type Scan } from './scan.ts';
import { scanDisks } from './scan-disks.ts';
import { findVolume } from './volume-address.ts';

async function scanOf(disks: readonly CraftedDisk[]): Promise<Scan> {
  const sources = disks.map(({ name, bytes, sizeBytes }) => ({
    path: name,
    source: sourceOver(bytes, sizeBytes),
  }));
  return (await scanDisks(sources)).scan;
}

/** `a: 4 MiB at 1 MiB` of each volume that is readable, else `a: ` and why not. */
function volumesIn(scan: Scan): readonly string[] {
  return scan.groups.flatMap(({ volumes }) =>
    volumes.map(({ volume, layout }) => {
      const runs = layout.ok ? layout.value.runs : [];
      const told = runs.map((run) => (run.kind === 'plain' ? `${run.length} at ${run.pvOffset}` : run.kind));
      return `${volume.name}: ${layout.ok ? told.join(', ') : layout.reason}`;
    }),
  );
}

const MIB = 2 ** 20;
const READABLE = `a: ${4 * MIB} at ${MIB}`;
/** Of a disk what its volumes are, or else what is said of the disk. */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  base: [READABLE],
  'escapes in a name': [`a\x1b]0;owned\x07\x1b[31m: ${4 * MIB} at ${MIB}`],
  'names of JavaScript': [`__proto__: ${4 * MIB} at ${MIB}`, `constructor: ${2 * MIB} at ${7 * MIB}`],
  'round the end of its ring': [READABLE],
  'fifteen data areas': [READABLE],
  'a PV missing': [
    'a: it needs the PV pv1xxx-xxxx-xxxx-xxxx-xxxx-xxxx-xxxxxx, which is not there',
    `b: ${4 * MIB} at ${MIB}`,
  ],
};
const DAMAGED: Readonly<Record<string, readonly RegExp[]>> = {
  'cycle of two': [/^a: .*line 24: .*part of itself/, /^b: .*line 40: .*part of itself/],
  'of itself': [/^a: .*part of itself/],
  'huge extents': [/^a: .*line 7: extent_size is .*more than 4294967295/],
  'extents of 0': [/^a: .*line 7: extent_size is 0, which is less than 1/],
  'extents below 0': [/^a: .*line 7: extent_size is -5/],
  'extents of 400 digits': [/^a: .*line 7: extent_size is 9{40}, which is not a whole number/],
  overlap: [/^a: .*extents of pv0 that b has too, from 2 on/, /^b: .*extents of pv0 that a has too/],
  'past the PV': [/^a: .*needs 400 extents of pv0 from 0 on, which has 15/],
  'past the last extent': [/^a: .*needs 4 extents of pv0 from 14 on/],
  gap: [/^a: .*segment2\/start_extent is 8, where the one before ends at 4/],
  'segments overlap': [/^a: .*segment2\/start_extent is 2, where the one before ends at 4/],
  'a billion stripes': [/^a: .*has 1, where stripe_count is 1000000000/],
  'stripes of 0': [/^a: .*stripe_size is 0/],
  'a path for a name': [/^\.\.\/\.\.\/etc\/passwd: .*has a \/ in its name/],
  'one name twice': [/^a: .*line 24: .*same name/, /^a: .*line 40: .*same name/],
  'one UUID twice': [/^a: .*line 24: .*same UUID/, /^b: .*line 40: .*same UUID/],
  'cut in the metadata': [/^a: it reaches past the end of what the PV .* lies on, which has 6000 bytes/],
  'cut in the data': [/^a: it reaches past the end of what the PV .* lies on, which has 3145728 bytes/],
  'six thousand segments': [/^a: .*has extents of pv0 that a has too/],
  'vdo that is none': [/^a: .*vdo_offset is missing/],
  'start of text': [/^a: .*line 30: logical_volumes\/a\/segment1\/start_extent is "x"/],
  'a PV undefined': [/^a: .*names pv9, and there is no such volume/],
  'seqno below 0': [/^a: .*line 3: seqno is -1/],
  'huge time': [/^a: .*line 47: creation_time is 99999999999999999999/],
  'pe_start of 2^53': [
    /^a: its PV pv0 is unreadable: .*line 18: physical_volumes\/pv0\/pe_start is 9007199254740992/,
  ],
  // What is read in the volume then is the label of the PV itself.
  'pe_start of 1': [new RegExp(`^a: ${4 * MIB} at 512$`)],
  'broken count': [/^a: .*extent_count is 4\.5/],
  'hexadecimal count': [/^a: .*extent_count is 0x4/],
};
const UNREADABLE: Readonly<Record<string, RegExp>> = {
  'sections without end': /nested too deep/,
  'lists in lists': /line 22: no value after =/,
  'wrong checksum': /the checksum of its text is wrong/,
  'huge text': /longer than itself/,
  'text elsewhere': /points outside/,
  'huge area': /label in sector 1 cannot be believed/,
};

test.each(craftedDisks().map((disk) => [disk.name, disk] as const))('%s', async (name, disk) => {
  const scan = await scanOf([disk]);
  const volumes = volumesIn(scan);
  const whole = WHOLE[name];
  if (whole) expect(volumes).toEqual(whole);
  expect(isDamaged(scan)).toBe(whole === undefined);
  const damaged = DAMAGED[name] ?? [];
  if (!whole) expect(volumes).toEqual(damaged.map((each) => expect.stringMatching(each)));
  const unreadable = UNREADABLE[name];
  if (unreadable)
    expect(scan.places.flatMap(problemsOf).map(({ text }) => text)).toEqual([
      expect.stringMatching(unreadable),
    ]);
  expect([whole, DAMAGED[name], unreadable].filter((each) => each !== undefined)).toHaveLength(1);
  // All of it is said, and can be told.
  const printed = [...renderScan(scan)].join('');
  for (const { volume } of scan.groups.flatMap((group) => group.volumes))
    expect(printed).toContain(`LV ${volume.name.slice(0, 1)}`);
  expect(JSON.parse(JSON.stringify(exportScan(scan)))).toEqual(exportScan(scan));
});

test('of two PVs the newer metadata counts, and nothing is damaged', async () => {
  const scan = await scanOf(staleDisks());
  expect(volumesIn(scan)).toEqual([`b: ${4 * MIB} at ${MIB}`]);
  expect(scan.groups[0]?.problems.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    expect.stringMatching(/^note PV pv0xxx-.* is behind: it has change 3 of the group, not 4$/),
  ]);
  expect(isDamaged(scan)).toBe(false);
});

test('a PV that is there twice is said, with its places and what is read of each', async () => {
  const scan = await scanOf(twinDisks());
  expect(isDamaged(scan)).toBe(false);
  expect(exportScan(scan).duplicates).toEqual([
    {
      uuid: 'pv0xxx-xxxx-xxxx-xxxx-xxxx-xxxx-xxxxxx',
      places: [
        { place: 0, group: 0 },
        { place: 1, group: 1 },
      ],
    },
  ]);
  expect([...renderScan(scan)].at(-1)).toBe(
    '! PV pv0xxx-xxxx-xxxx-xxxx-xxxx-xxxx-xxxxxx is there 2 times: twin (read for VG vg), ' +
      'twin of another group (read for VG vg); each is read as a disk of its own\n',
  );
});

test('two volumes of one name are both listed, and which one is meant is not guessed', async () => {
  const scan = await scanOf(craftedDisks().filter(({ name }) => name === 'one name twice'));
  expect(exportScan(scan).groups[0]?.volumes.map(({ name, damage }) => [name, damage[0]?.line])).toEqual([
    ['a', 24],
    ['a', 40],
  ]);
  expect(findVolume(scan, 'vg/a')).toEqual({
    ok: false,
    reason: 'vg/a: the metadata has 2 volumes of this name, and which one is meant cannot be known',
  });
});

const DAMAGES: readonly (readonly [string, Parameters<typeof pairOfDisks>, string])[] = [
  ['a wrong checksum', [pairText(), { told: { checksum: 1 } }], 'the checksum of its text is wrong'],
  ['a text that is none', ['vg {'], 'its text is not understood: line 1: a section that does not end'],
  [
    'a header that points elsewhere',
    [pairText(), { told: { offset: 2n ** 40n } }],
    'its header points outside of it',
  ],
];

test.each(DAMAGES)('metadata with %s is made up for by another PV of the group', async (_, words, reason) => {
  const [first, second] = pairOfDisks(...words);
  if (!first || !second) throw new Error('there are two');
  const both = await scanOf([first, second]);
  expect(isDamaged(both)).toBe(false);
  expect(volumesIn(both)).toEqual([`a: ${4 * MIB} at ${MIB}`, `b: ${4 * MIB} at ${MIB}`]);
  expect(both.places[0]?.problems).toEqual([
    {
      kind: 'repaired',
      text: `metadata area 1 of 1: ${reason}; that on PV pv1xxx-xxxx-xxxx-xxxx-xxxx-xxxx-xxxxxx, second, was read instead`,
    },
  ]);
  const alone = await scanOf([first]);
  expect(isDamaged(alone)).toBe(true);
  expect(alone.groups).toEqual([]);
});

test('a number that is none in one copy is made up for by the other', async () => {
  const scan = await scanOf(pairOfDisks(pairText().replace('start_extent = 0', 'start_extent = "0"')));
  expect(isDamaged(scan)).toBe(false);
  expect(volumesIn(scan)).toEqual([`a: ${4 * MIB} at ${MIB}`, `b: ${4 * MIB} at ${MIB}`]);
  expect(scan.groups[0]?.problems).toEqual([
    {
      kind: 'repaired',
      text: expect.stringMatching(
        /^the copy on PV pv0xxx-.* is damaged: line .*start_extent is "0".* that on PV pv1xxx-.* was read instead$/,
      ),
    },
  ]);
});

test('the same damage in both copies is made up for by neither', async () => {
  const text = pairText().replace('start_extent = 0', 'start_extent = "0"');
  const scan = await scanOf(pairOfDisks(text, {}, text));
  expect(isDamaged(scan)).toBe(true);
  expect(scan.groups[0]?.problems).toEqual([]);
  expect(volumesIn(scan)).toEqual([
    expect.stringMatching(/^a: its metadata is damaged: line .*start_extent is "0"/),
    `b: ${4 * MIB} at ${MIB}`,
  ]);
});

test('a damaged copy that is newer is not given up for an older one', async () => {
  const newer = pairText()
    .replace('seqno = 3', 'seqno = 4')
    .replace('start_extent = 0', 'start_extent = "0"');
  const scan = await scanOf(pairOfDisks(newer));
  expect(isDamaged(scan)).toBe(true);
  expect(volumesIn(scan)).toEqual([
    expect.stringMatching(/^a: its metadata is damaged/),
    `b: ${4 * MIB} at ${MIB}`,
  ]);
});

test('two copies of the same change that differ are damaged, and none of their volumes is read', async () => {
  const scan = await scanOf(pairOfDisks(pairText().replace('"pv0", 0', '"pv0", 4')));
  expect(isDamaged(scan)).toBe(true);
  expect(volumesIn(scan)).toEqual(
    ['a', 'b'].map((name) => expect.stringMatching(`^${name}: the metadata of its group`)),
  );
});
