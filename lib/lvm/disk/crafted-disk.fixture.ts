/**
 * Disks that LVM never wrote and whose checksums are right, as an adversary made them: numbers that are none, volumes of themselves,
 * names twice, headers that point elsewhere. Each is a PV of 16 MiB, of whose group every volume is on the first extents.
 */
import { type AreaFixture, diskFixture } from './disk.fixture.ts';
import {
  type GroupWords,
  metadataWords,
  segmentWords,
  uuidOf,
  type VolumeWords,
} from './metadata.fixture.ts';

export type CraftedDisk = {
  readonly name: string;
  /** The beginning of it; what follows are zeros. */
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
};

const MIB = 2 ** 20;
const AREA_BYTES = 1_044_480;
const SIZE_BYTES = 16 * MIB;

type Words = {
  readonly area?: Partial<AreaFixture>;
  readonly labelId?: string;
  readonly sizeBytes?: number;
  readonly dataAreas?: readonly { readonly offset: number; readonly length: number }[];
  /** What the label and the header say of the metadata area. */
  readonly areaBytes?: number;
};

function craft(
  name: string,
  text: string,
  { area = {}, labelId = 'pv0', sizeBytes, ...words }: Words = {},
): CraftedDisk {
  const fixture = {
    sizeBytes: MIB + 4096,
    deviceBytes: SIZE_BYTES,
    uuid: uuidOf(labelId).replaceAll('-', ''),
    ...(words.dataAreas && { dataAreas: words.dataAreas }),
    areas: [{ offset: 4096, length: words.areaBytes ?? AREA_BYTES, text, ...area }],
  };
  const size = sizeBytes ?? SIZE_BYTES;
  return { name, bytes: diskFixture(fixture).subarray(0, size), sizeBytes: size };
}

const A: VolumeWords = { name: 'a', segments: [segmentWords({ from: 0, count: 4 })] };
const volume = (name: string, ...segments: readonly string[]): VolumeWords => ({ name, segments });
const on = (stripes: string, from: number | string = 0, count: number | string = 4) =>
  segmentWords({ from, count, stripes });
const group = (words: Partial<GroupWords> = {}) => metadataWords({ volumes: [A], ...words });
const volumes = (...all: readonly VolumeWords[]) => group({ volumes: all });
const ONE = group();

/** All of one disk each, by what is wrong with it. */
export function craftedDisks(): readonly CraftedDisk[] {
  return [
    craft('base', ONE),
    craft('cycle of two', volumes(volume('a', on('"b", 0')), volume('b', on('"a", 0')))),
    craft('of itself', volumes(volume('a', on('"a", 0')))),
    craft('huge extents', group({ extentSectors: 2 ** 60 })),
    craft('extents of 0', group({ extentSectors: 0 })),
    craft('extents below 0', group({ extentSectors: -5 })),
    craft('extents of 400 digits', group({ extentSectors: '9'.repeat(400) })),
    craft('overlap', volumes(A, volume('b', on('"pv0", 2')))),
    craft('past the PV', volumes(volume('a', on('"pv0", 0', 0, 400)))),
    craft('past the last extent', volumes(volume('a', on('"pv0", 14')))),
    craft('gap', volumes(volume('a', on('"pv0", 0'), on('"pv0", 6', 8, 2)))),
    craft('segments overlap', volumes(volume('a', on('"pv0", 0'), on('"pv0", 6', 2, 2)))),
    craft(
      'a billion stripes',
      volumes(
        volume('a', segmentWords({ from: 0, count: 4, stripeCount: 1e9, more: 'stripe_size = 128\n' })),
      ),
    ),
    craft(
      'stripes of 0',
      volumes(
        volume(
          'a',
          segmentWords({
            from: 0,
            count: 4,
            stripeCount: 2,
            stripes: '"pv0", 0, "pv0", 4',
            more: 'stripe_size = 0\n',
          }),
        ),
      ),
    ),
    craft('sections without end', 'a {'.repeat(100_000)),
    craft('lists in lists', group({ more: `x = ${'['.repeat(100_000)}` })),
    craft('escapes in a name', volumes({ ...A, name: 'a\x1b]0;owned\x07\x1b[31m', id: 'a' })),
    craft('a path for a name', volumes({ ...A, name: '../../etc/passwd', id: 'a' })),
    craft('one name twice', volumes(A, { ...volume('a', on('"pv0", 6', 0, 2)), id: 'b' })),
    craft('one UUID twice', volumes(A, { ...volume('b', on('"pv0", 6', 0, 2)), id: 'a' })),
    craft(
      'names of JavaScript',
      group({
        name: '__proto__',
        volumes: [volume('__proto__', on('"pv0", 0')), volume('constructor', on('"pv0", 6', 0, 2))],
      }),
    ),
    craft('wrong checksum', ONE, { area: { told: { checksum: 1 } } }),
    craft('huge text', ONE, { area: { told: { length: 2n ** 62n } } }),
    craft('text elsewhere', ONE, { area: { told: { offset: 2n ** 40n, length: 500n } } }),
    craft('huge area', ONE, { areaBytes: 2 ** 61 }),
    craft('cut in the metadata', ONE, { sizeBytes: 6000 }),
    craft('cut in the data', ONE, { sizeBytes: 3 * MIB }),
    craft('round the end of its ring', ONE, { area: { at: AREA_BYTES - 200 } }),
    craft('fifteen data areas', ONE, {
      dataAreas: Array.from({ length: 15 }, () => ({ offset: MIB, length: 0 })),
    }),
    craft(
      'six thousand segments',
      volumes(volume('a', ...Array.from({ length: 6000 }, (_, at) => on(`"pv0", ${at % 15}`, at, 1)))),
    ),
    craft('vdo that is none', volumes(volume('a', segmentWords({ from: 0, count: 4, type: 'vdo' })))),
    craft('start of text', volumes(volume('a', on('"pv0", 0', '"x"')))),
    craft(
      'a PV missing',
      group({
        pvs: [{ key: 'pv0' }, { key: 'pv1' }],
        volumes: [volume('a', on('"pv1", 0')), volume('b', on('"pv0", 0'))],
      }),
    ),
    craft('a PV undefined', volumes(volume('a', on('"pv9", 0')))),
    craft('seqno below 0', group({ sequence: -1 })),
    craft('huge time', group({ time: '99999999999999999999' })),
    craft('pe_start of 2^53', group({ pvs: [{ key: 'pv0', start: 2 ** 53 }] })),
    craft('pe_start of 1', group({ pvs: [{ key: 'pv0', start: 1 }] })),
    craft('broken count', volumes(volume('a', on('"pv0", 0', 0, '4.5')))),
    craft('hexadecimal count', volumes(volume('a', on('"pv0", 0', 0, '0x4')))),
  ];
}

/** Two disks of one group of which the second is newer and has other volumes. */
export function staleDisks(): readonly CraftedDisk[] {
  const pvs = [{ key: 'pv0' }, { key: 'pv1' }];
  return [
    craft('stale', group({ pvs, sequence: 3 })),
    craft('newer', group({ pvs, sequence: 4, volumes: [volume('b', on('"pv0", 0'))] }), { labelId: 'pv1' }),
  ];
}

/** The same PV twice, once as the disk of another group. */
export function twinDisks(): readonly CraftedDisk[] {
  return [
    craft('twin', ONE),
    craft('twin of another group', group({ id: 'other', volumes: [volume('z', on('"pv0", 0'))] })),
  ];
}

/** Two disks of one group, of which the first has metadata with this header and this text; the second's is whole unless told. */
export function pairOfDisks(
  first: string,
  area: Partial<AreaFixture> = {},
  second = pairText(),
): readonly CraftedDisk[] {
  return [craft('first', first, { area }), craft('second', second, { labelId: 'pv1' })];
}

export function pairText(): string {
  return group({
    pvs: [{ key: 'pv0' }, { key: 'pv1' }],
    volumes: [A, volume('b', on('"pv1", 0'))],
  });
}
