/** Disks whose metadata is as long as it may be, and made of what costs a reader most for its length. */
import { diskFixture, PV_UUID } from './disk.fixture.ts';
import { LONGEST_TEXT_BYTES } from './read-metadata-area.ts';
import { sourceOver } from './recorded-disk.fixture.ts';
import type { NamedSource } from './scan-disks.ts';

/** What LVM wants to be there, so that nothing is passed over as damaged. */
const ROOT = 'contents ="Text Format Volume Group" version=1 ';
const HEAD = 'id="gggggggggggggggggggggggggggggggg" seqno=1 status=[] extent_size=1 max_lv=0 max_pv=0 ';
const PV = 'status=[] pe_start=8 pe_count=4000000000';
const GROUP = `${ROOT}vg{${HEAD}physical_volumes{pv0{id="${PV_UUID}" ${PV}}}`;

/** Twice as much as is read, and down to what is within every bound, whatever it is made of. */
const LENGTHS: readonly number[] = [2, 1, 1 / 2, 1 / 4, 1 / 8].map((part) => part * LONGEST_TEXT_BYTES);

const segment = (areas: string) =>
  `segment_count=1 segment1{start_extent=0 extent_count=1 type="striped" stripe_count=1 stripes=[${areas}]}`;
const volume = (at: number, areas: string) =>
  `v${at}{id="${String(at).padStart(32, 'v')}" status="VISIBLE" ${segment(areas)}}`;

type Kind = {
  readonly name: string;
  readonly before: string;
  readonly part: (at: number) => string;
  readonly after: string;
};

const IN_GROUP = { before: GROUP, after: '}' };
const IN_VALUE = { before: `${GROUP} a="`, after: '"}' };
const IN_LIST = { before: `${GROUP} a=[`, after: ']}' };
const VOLUMES = { before: `${GROUP} logical_volumes{`, after: '}}' };

const KINDS: readonly Kind[] = [
  { name: 'one string', ...IN_VALUE, part: () => 'x'.repeat(1000) },
  { name: 'a string of escapes', ...IN_VALUE, part: () => '\\"'.repeat(500) },
  { name: 'a string that does not end', ...IN_VALUE, part: () => 'x'.repeat(1000), after: '' },
  { name: 'a string of other letters', ...IN_VALUE, part: () => '\u00ff'.repeat(250) },
  { name: 'a comment', before: `${GROUP}}#`, part: () => 'x'.repeat(1000), after: '' },
  { name: 'empty lines, and a broken one', before: GROUP, part: () => '\n'.repeat(1000), after: '=' },
  { name: 'a list', ...IN_LIST, part: () => '1,' },
  { name: 'a list of strings', ...IN_LIST, part: () => '"",' },
  { name: 'the same value', ...IN_GROUP, part: () => ' a=1' },
  { name: 'values', ...IN_GROUP, part: (at) => ` a${at}=1` },
  { name: 'sections', ...IN_GROUP, part: (at) => ` a${at}{}` },
  { name: 'sections in sections', ...IN_GROUP, part: () => ' a{b{c{d{}}}}' },
  { name: 'tags', before: `${GROUP} tags=[`, part: (at) => `"${at}",`, after: ']}' },
  {
    name: 'PVs',
    before: `${ROOT}vg{${HEAD}physical_volumes{`,
    part: (at) => `p${at}{id="${String(at).padStart(32, 'p')}" ${PV}}`,
    after: '}}',
  },
  {
    name: 'PVs and volumes',
    before: `${ROOT}vg{${HEAD}physical_volumes{pv0{id="${PV_UUID}" ${PV}} `,
    part: (at) =>
      at < 4000
        ? `p${at}{id="${String(at).padStart(32, 'p')}" ${PV}} `
        : `${at === 4000 ? '}logical_volumes{' : ''}${volume(at, `"pv0",${at}`)}`,
    after: '}}',
  },
  { name: 'empty volumes', ...VOLUMES, part: (at) => `v${at}{}` },
  { name: 'volumes', ...VOLUMES, part: (at) => volume(at, `"pv0",${at}`) },
  { name: 'volumes of one name', ...VOLUMES, part: () => volume(0, '"pv0",1') },
  { name: 'volumes on the same extent', ...VOLUMES, part: (at) => volume(at, '"pv0",1') },
  { name: 'volumes on each other', ...VOLUMES, part: (at) => volume(at, `"v${at + 1}",0`) },
  {
    name: 'volumes on the one before',
    ...VOLUMES,
    part: (at) => volume(at, at ? `"v${at - 1}",0` : '"pv0",0'),
  },
  { name: 'volumes on the first', ...VOLUMES, part: (at) => volume(at, at ? '"v0",0' : '"pv0",0') },
  { name: 'volumes with numbers that are none', ...VOLUMES, part: (at) => volume(at, '"pv0",x') },
  {
    name: 'segments',
    before: `${GROUP} logical_volumes{v{status="VISIBLE" id="${'v'.repeat(32)}" segment_count=8000 `,
    part: (at) =>
      `segment${at}{start_extent=${at} extent_count=1 type="striped" stripe_count=1 stripes=["pv0",${at}]}`,
    after: '}}}',
  },
  {
    name: 'columns',
    before: `${GROUP} logical_volumes{v{status="VISIBLE" segment1{start_extent=0 extent_count=9999999 type="striped" stripe_size=1 stripes=[`,
    part: (at) => `"pv0",${at},`,
    after: ']}}}}',
  },
];

/** One after the other: together they would be more than a test may have. */
export function* largeDisks(): Generator<{ readonly name: string; readonly disk: NamedSource }> {
  for (const kind of KINDS) {
    for (const length of LENGTHS) {
      const name = `${kind.name}, ${length / 2 ** 20} MiB`;
      yield { name, disk: largeDisk(filled(kind, length)) };
    }
  }
}

/** The part again and again, told which it is, until there is no room. */
function filled({ before, part, after }: Kind, room: number): string {
  const parts = [before];
  let length = before.length + after.length;
  for (let at = 0; ; at++) {
    const next = part(at);
    length += next.length;
    // For the zero at its end.
    if (length >= room) return `${parts.join('')}${after}`;
    parts.push(next);
  }
}

function largeDisk(text: string): NamedSource {
  const length = 2 * LONGEST_TEXT_BYTES + 4096;
  const bytes = diskFixture({ sizeBytes: 4096 + length, areas: [{ offset: 4096, length, text }] });
  return { path: '/dev/large', source: sourceOver(bytes, 64 * 2 ** 20) };
}
