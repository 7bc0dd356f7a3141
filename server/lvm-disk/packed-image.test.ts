import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Packing, packingOf, unpackImage } from './packed-image.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-packed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const IMAGE = Buffer.alloc(300_000);
IMAGE.write('LABELONE', 512);
IMAGE.write('the end', 299_990);

test.each([
  ['gz', gzipSync(IMAGE)],
  ['zst', zstdCompressSync(IMAGE)],
  ['gz', Buffer.concat([gzipSync(IMAGE.subarray(0, 1000)), gzipSync(IMAGE.subarray(1000))])],
] as const)('an image that is packed as %s is what is in it', async (packing, bytes) => {
  const path = join(folder, `image.${packing}`);
  writeFileSync(path, bytes);
  expect(packingOf(bytes)).toBe(packing);
  const image = await unpackImage(path, packing);
  if (!image.ok) throw new Error(image.reason);
  const read = Buffer.alloc(IMAGE.length, 1);
  expect(image.value.sizeBytes).toBe(IMAGE.length);
  expect(await image.value.read([read], 0)).toBe(IMAGE.length);
  expect(read.equals(IMAGE)).toBe(true);
});

test.each<Packing>(['gz', 'zst', 'xz'])(
  'what is broken, empty or cannot be read is no image: %s',
  async (packing) => {
    const path = join(folder, `broken.${packing}`);
    for (const bytes of [Buffer.alloc(0), Buffer.from('no archive at all')]) {
      writeFileSync(path, bytes);
      expect(await unpackImage(path, packing)).toMatchObject({ ok: false });
    }
    // A folder: it can be opened, and read never.
    expect(await unpackImage(folder, packing)).toMatchObject({ ok: false });
    expect(await unpackImage(join(folder, 'none'), packing)).toMatchObject({ ok: false });
  },
);

test('what begins like nothing that is packed has no packing', () => {
  expect(packingOf(new Uint8Array())).toBeNull();
  expect(packingOf(Uint8Array.of(0x1f))).toBeNull();
  expect(packingOf(IMAGE)).toBeNull();
});
