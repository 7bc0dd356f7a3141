import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { tarOf } from './tar.fixture.ts';
import { UNPACK_LIMITS, type UnpackOptions, unpack } from './unpack.ts';
import { decodeXz } from './xz/decode-xz.ts';

const REPORT = readFileSync(new URL('./fixtures/sosreport-host1-s1-leaked.tar.xz', import.meta.url));
const text = (content: string) => new TextEncoder().encode(content);
const all = () => true;

function plain(bytes: Uint8Array, limits: UnpackOptions = UNPACK_LIMITS) {
  return unpack({ path: 'archive', bytes }, all, limits);
}

function joined(pieces: Iterable<Uint8Array>): Uint8Array {
  return Uint8Array.from(Buffer.concat([...pieces].map((piece) => Buffer.from(piece))));
}

const reportTar = joined(
  (function* () {
    for (const piece of decodeXz(REPORT)) yield piece.slice();
  })(),
);

describe('an archive', () => {
  it('is read packed by xz, by gzip, by zstd and not at all, to the same files', async () => {
    const [xz, gzip, zstd, tar] = await Promise.all([
      plain(REPORT),
      plain(gzipSync(reportTar)),
      plain(zstdCompressSync(reportTar)),
      plain(reportTar),
    ]);
    expect(xz.ok && xz.value.length).toBe(149);
    expect(gzip).toEqual(xz);
    expect(zstd).toEqual(xz);
    expect(tar).toEqual(xz);
  });

  it('may be a zip', async () => {
    const report = await plain(REPORT);
    const files = report.ok ? report.value : [];
    const zip = zipSync(
      Object.fromEntries([
        ['folder/', new Uint8Array()],
        ...files.map(({ path, bytes }) => [path, bytes] as const),
      ]),
    );
    expect(await plain(zip)).toEqual({ ok: true, value: files });
    expect(await unpack({ path: 'x.zip', bytes: zip }, (path) => path === files[7]?.path)).toEqual({
      ok: true,
      value: [files[7]],
    });
    const outside = zipSync({ '../etc/passwd': text('x'), '/abs/./file': text('y') });
    expect(await plain(outside)).toEqual({ ok: true, value: [{ path: 'abs/file', bytes: text('y') }] });
  });

  it('tells while it is unpacked how far that is, to the end', async () => {
    const told: number[] = [];
    await plain(REPORT, { ...UNPACK_LIMITS, onUnpacked: (bytes) => void told.push(bytes) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(reportTar.length);
  });

  it('keeps names longer than a header has room for, as GNU tar and pax write them', async () => {
    const long = `a/${'very-long-'.repeat(30)}name`;
    const files = await plain(
      tarOf([
        { path: long, content: 'gnu', dialect: 'gnu' },
        { path: `${long}2`, content: 'pax', dialect: 'pax' },
        { path: 'short', content: '' },
      ]),
    );
    expect(files).toEqual({
      ok: true,
      value: [
        { path: long, bytes: text('gnu') },
        { path: `${long}2`, bytes: text('pax') },
        { path: 'short', bytes: text('') },
      ],
    });
  });

  it('leads nowhere outside of itself', async () => {
    const files = await plain(
      tarOf([
        { path: '../../etc/passwd', content: 'x' },
        { path: '/abs/./file', content: 'y' },
        { path: 'a/../../b', content: 'z' },
      ]),
    );
    expect(files).toEqual({ ok: true, value: [{ path: 'abs/file', bytes: text('y') }] });
  });

  it('gives only what is wanted', async () => {
    const files = await unpack(
      {
        path: 'x',
        bytes: tarOf([
          { path: 'no', content: 'n'.repeat(5000) },
          { path: 'yes', content: 'y' },
        ]),
      },
      (path) => path === 'yes',
    );
    expect(files).toEqual({ ok: true, value: [{ path: 'yes', bytes: text('y') }] });
  });

  it('that unpacks to more than is bearable is refused before it has', async () => {
    const bomb = gzipSync(tarOf([{ path: 'zeros', content: '\0'.repeat(30_000_000) }]));
    expect(bomb.length).toBeLessThan(40_000);
    const limits = { ...UNPACK_LIMITS, unpackedBytes: 2 ** 24 };
    expect(await plain(bomb, limits)).toEqual({ ok: false, reason: 'it unpacks to more than 16 MiB' });
    expect(await plain(gunzipSync(bomb), { ...UNPACK_LIMITS, keptBytes: 2 ** 20 })).toEqual({
      ok: false,
      reason: 'it holds more than 1 MiB',
    });
    const zipped = zipSync({ zeros: new Uint8Array(30_000_000), more: new Uint8Array(9) });
    expect(await plain(zipped, { ...UNPACK_LIMITS, keptBytes: 2 ** 24 })).toEqual({
      ok: false,
      reason: 'it holds more than 16 MiB',
    });
    expect(await plain(zipped, { ...UNPACK_LIMITS, entries: 1 })).toEqual({
      ok: false,
      reason: 'it holds more than 1 files',
    });
    expect(await plain(zstdCompressSync(Buffer.alloc(30_000_000)), limits)).toEqual({
      ok: false,
      reason: 'it unpacks to more than 16 MiB',
    });
    const many = tarOf(Array.from({ length: 30 }, (_, i) => ({ path: `${i}`, content: '' })));
    expect(await plain(many, { ...UNPACK_LIMITS, entries: 20 })).toEqual({
      ok: false,
      reason: 'it holds more than 20 files',
    });
  });

  it.each([
    ['packed with bzip2', [0x42, 0x5a, 0x68]],
    ['encrypted', [0x8c, 0x0d, 0x04]],
  ])('that is %s is refused by name', async (what, magic) => {
    expect(await plain(Uint8Array.from(magic))).toEqual({
      ok: false,
      reason: `it is ${what}, which is not read here; unpack it first`,
    });
  });
});

describe('an archive that is cut short', () => {
  it.each([
    ['xz', REPORT],
    ['gzip', gzipSync(reportTar)],
    ['zstd', zstdCompressSync(reportTar)],
    ['zip', zipSync({ a: reportTar })],
    ['tar', reportTar.subarray(0, reportTar.length - 10_240)],
  ])('is never half read: %s', async (_, bytes) => {
    for (const share of [0.03, 0.4, 0.97]) {
      const read = await plain(bytes.subarray(0, Math.max(600, Math.floor(bytes.length * share))));
      expect(read).toEqual({ ok: false, reason: expect.stringMatching(/^it is (broken, or )?cut short$/) });
    }
  });

  it('or damaged, is told by its checksum', async () => {
    for (const at of [100, 5000, 15_000]) {
      const damaged = Uint8Array.from(REPORT);
      damaged[at] = (damaged[at] ?? 0) ^ 0x40;
      expect(await plain(damaged)).toEqual({
        ok: false,
        reason: expect.stringMatching(/^its (checksum|compressed data)/),
      });
    }
  });
});

describe('any bytes at all', () => {
  const seeds = [
    Uint8Array.from(REPORT),
    Uint8Array.from(gzipSync(tarOf([{ path: 'a', content: 'b'.repeat(2000) }]))),
    tarOf([{ path: 'a', content: 'b', dialect: 'pax' }]),
    Uint8Array.from(zstdCompressSync(tarOf([{ path: 'a', content: 'b'.repeat(2000) }]))),
    zipSync({ a: text('b'.repeat(2000)), c: text('d') }),
  ];
  const damage = fc.array(fc.record({ at: fc.nat(6000), byte: fc.nat(255) }), { maxLength: 12 });

  it('end in files or in one line', async () => {
    const limits = { unpackedBytes: 2 ** 22, keptBytes: 2 ** 22, entries: 1000 };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 3000 }),
          fc
            .record({ seed: fc.constantFrom(...seeds), damage, cut: fc.nat(16_000) })
            .map(({ seed, damage: changes, cut }) => {
              const bytes = Uint8Array.from(seed.subarray(0, cut));
              for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
              return bytes;
            }),
        ),
        async (bytes) => {
          const read = await plain(bytes, limits);
          if (!read.ok) expect(read.reason).toMatch(/^(it|its) [^\n]+$|^something that is not xz follows$/);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});
