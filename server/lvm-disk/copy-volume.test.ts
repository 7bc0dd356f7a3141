import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourceOver } from '../../lib/lvm/disk/recorded-disk.fixture.ts';
import { copyVolume } from './copy-volume.ts';

const MIB = 2 ** 20;
const BYTES = new Uint8Array(9 * MIB + 512).map((_, at) => (at < 2 * MIB || at > 8 * MIB ? at % 251 : 0));
const SOURCE = sourceOver(BYTES);
const USUAL = { mayOverwrite: false, isResumed: false, onProgress: () => {} };

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-copy-'));
  file = join(folder, 'copy');
});
afterEach(() => rmSync(folder, { recursive: true }));

const isWhole = () => readFileSync(file).equals(BYTES);

test('a copy has all bytes, and takes no room for zeros', async () => {
  expect(await copyVolume(SOURCE, file, USUAL)).toEqual({ ok: true, value: { fromBytes: 0 } });
  expect(isWhole()).toBe(true);
  expect(statSync(file).blocks * 512).toBeLessThan(5 * MIB);
});

test('zeros at the end are a part of it too', async () => {
  const zeros = sourceOver(new Uint8Array(5 * MIB));
  expect(await copyVolume(zeros, file, USUAL)).toMatchObject({ ok: true });
  expect(statSync(file)).toMatchObject({ size: 5 * MIB, blocks: 0 });
});

test('a copy that was cut short is gone on with where it ended', async () => {
  writeFileSync(`${file}.partial`, BYTES.subarray(0, 6 * MIB));
  expect(await copyVolume(SOURCE, file, USUAL)).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/--resume/),
  });
  const seen: number[] = [];
  const resumed = { ...USUAL, isResumed: true, onProgress: (done: number) => seen.push(done) };
  expect(await copyVolume(SOURCE, file, resumed)).toEqual({ ok: true, value: { fromBytes: 5 * MIB } });
  expect(seen).toEqual([6 * MIB, 7 * MIB, 8 * MIB, 9 * MIB, BYTES.length]);
  expect(isWhole()).toBe(true);
});

test('what was begun of something else is not gone on with', async () => {
  writeFileSync(
    `${file}.partial`,
    BYTES.subarray(0, 6 * MIB).map((byte) => byte ^ 1),
  );
  expect(await copyVolume(SOURCE, file, { ...USUAL, isResumed: true })).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/does not begin as this volume does/),
  });
  truncateSync(`${file}.partial`, 10 * MIB);
  expect(await copyVolume(SOURCE, file, { ...USUAL, isResumed: true })).toMatchObject({ ok: false });
});

test('a file that is there stays unless it may be replaced, and nothing but a file is', async () => {
  writeFileSync(file, 'mine');
  expect(await copyVolume(SOURCE, file, USUAL)).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/is there already/),
  });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(await copyVolume(SOURCE, file, { ...USUAL, mayOverwrite: true })).toMatchObject({ ok: true });
  expect(isWhole()).toBe(true);
  symlinkSync('/dev/null', join(folder, 'link'));
  expect(await copyVolume(SOURCE, join(folder, 'link'), { ...USUAL, mayOverwrite: true })).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/no regular file/),
  });
});

test('a source that ends too early leaves no file of that name', async () => {
  const short = { ...SOURCE, sizeBytes: BYTES.length + 1 };
  expect(await copyVolume(short, file, USUAL)).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/it ends after/),
  });
  expect(() => statSync(file)).toThrow();
});
