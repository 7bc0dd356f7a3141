import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CraftedDisk, craftedDisks } from '../lib/lvm/disk/crafted-disk.fixture.ts';
import { recordedDisk } from '../lib/lvm/disk/recorded-disk.fixture.ts';

const DMSCOPE = fileURLToPath(new URL('dmscope', import.meta.url));
const CRAFTED = ['base', 'start of text', 'one name twice', 'wrong checksum'];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-lvm-'));
  for (const name of ['raid1-1', 'raid1-2', 'thin-1'])
    writeImage(`${name}.img`, { bytes: recordedDisk(name), sizeBytes: 64 * 2 ** 20 });
  writeFileSync(join(folder, 'empty'), Buffer.alloc(4096));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Sparse behind its beginning. */
function writeImage(name: string, { bytes, sizeBytes }: Pick<CraftedDisk, 'bytes' | 'sizeBytes'>): void {
  writeFileSync(join(folder, name), bytes);
  truncateSync(join(folder, name), sizeBytes);
}

function lvm(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(DMSCOPE, ['lvm', ...words], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('scan ends with 0 for something, 1 for nothing, 2 for trouble', () => {
  const found = lvm('scan', 'raid1-1.img', 'raid1-2.img');
  expect(found).toMatchObject({ status: 0, stderr: '' });
  expect(found.stdout).toContain('LV safe, 8 MiB, raid1, by safe_rimage_0: 8 MiB on raid1-1.img at 5 MiB');
  expect(lvm('scan', 'empty')).toMatchObject({ status: 1, stdout: 'empty, 4 KiB: no LVM\n' });
  expect(lvm('scan', 'none')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'dmscope: none: no such file or folder\n',
  });
  expect(lvm('scan', '/dev/null').stderr).toBe(
    'dmscope: /dev/null: it is neither a file nor a block device\n',
  );
  expect(lvm('scan', 'empty', './empty').status).toBe(2);
});

test('a packed image is what is in it, and one that is cut short is no image', () => {
  const packed = { gz: gzipSync, zst: zstdCompressSync };
  const [image, plain] = [readFileSync(join(folder, 'thin-1.img')), lvm('scan', 'thin-1.img').stdout];
  for (const [ending, pack] of Object.entries(packed)) {
    const bytes = pack(image);
    writeFileSync(join(folder, `thin-1.img.${ending}`), bytes);
    expect(lvm('scan', `thin-1.img.${ending}`)).toEqual({
      status: 0,
      stdout: plain.replaceAll('thin-1.img', `thin-1.img.${ending}`),
      stderr: '',
    });
    writeFileSync(join(folder, `short.${ending}`), bytes.subarray(0, bytes.length / 2));
    expect(lvm('scan', `short.${ending}`)).toEqual({
      status: 2,
      stdout: '',
      stderr: `dmscope: short.${ending}: it cannot be unpacked: it is cut short\n`,
    });
  }
  // A guest can write this to its disk.
  writeFileSync(join(folder, 'raw'), gzipSync(image));
  expect(lvm('scan', 'raw')).toMatchObject({ status: 1 });
  expect(lvm('scan', 'raw').stderr).toBe(
    'dmscope: raw looks like packed (gz) and is read as if it were raw; a name that ends in .gz has it unpacked\n',
  );
});

test('damaged metadata ends scan with 2, and dump with one line and without a file', () => {
  for (const disk of craftedDisks()) if (CRAFTED.includes(disk.name)) writeImage(disk.name, disk);
  const [base = '', start = '', twice = '', checksum = ''] = CRAFTED;
  expect(lvm('scan', base)).toMatchObject({ status: 0 });
  const scanned = lvm('scan', start);
  expect(scanned).toMatchObject({ status: 2, stderr: '' });
  expect(scanned.stdout).toContain('! line 30: logical_volumes/a/segment1/start_extent is "x"');
  expect(lvm('scan', checksum)).toMatchObject({ status: 2 });
  for (const [disk, status, reason] of [
    [start, 1, /^dmscope: vg\/a cannot be read from here: its metadata is damaged: line 30: [^\n]*\n$/],
    [twice, 2, /^dmscope: vg\/a: the metadata has 2 volumes of this name[^\n]*\n$/],
  ] as const) {
    const dumped = lvm('dump', disk, 'vg/a', '-o', 'damaged');
    expect(dumped).toEqual({ status, stdout: '', stderr: expect.stringMatching(reason) });
    expect(existsSync(join(folder, 'damaged')) || existsSync(join(folder, 'damaged.partial'))).toBe(false);
  }
}, 120_000);

test('scan --json is one object with a schema', () => {
  expect(JSON.parse(lvm('scan', '--json', 'thin-1.img').stdout)).toMatchObject({
    schema: 'dmscope.lvm-scan/2',
    isDamaged: false,
    places: [{ at: { kind: 'path', path: 'thin-1.img' }, sizeBytes: 64 * 2 ** 20 }],
    groups: [
      { name: 'thin', volumes: expect.arrayContaining([expect.objectContaining({ address: 'thin/one' })]) },
    ],
  });
});

test('dump writes a volume, replaces nothing unless told, and not what it reads from', () => {
  const dump = ['dump', 'raid1-1.img', 'raid1-2.img', 'raid1/safe', '-o'];
  expect(lvm(...dump, 'safe')).toEqual({ status: 0, stdout: '', stderr: '' });
  const image = readFileSync(join(folder, 'raid1-1.img'));
  expect(readFileSync(join(folder, 'safe')).equals(image.subarray(5 * 2 ** 20, 13 * 2 ** 20))).toBe(true);
  expect(lvm(...dump, 'safe')).toMatchObject({
    status: 1,
    stderr: 'dmscope: safe is there already; --overwrite replaces it\n',
  });
  expect(lvm(...dump, 'raid1-2.img', '--overwrite')).toMatchObject({
    status: 2,
    stderr: 'dmscope: raid1-2.img is what is read from\n',
  });
});

test('dump says where the bytes are, or why it cannot', () => {
  expect(lvm('dump', 'raid1-2.img', 'raid1/safe', '--list').stdout).toBe('8 MiB on raid1-2.img at 5 MiB\n');
  expect(lvm('dump', 'thin-1.img', 'thin/one', '-o', 'x')).toMatchObject({
    status: 1,
    stderr:
      'dmscope: thin/one cannot be read from here: its blocks are where the metadata of its pool says\n',
  });
  expect(lvm('dump', 'thin-1.img', 'thin/none', '-o', 'x')).toMatchObject({
    status: 2,
    stderr: 'dmscope: there is no volume thin/none\n',
  });
  expect(lvm('dump', 'thin-1.img', '-o', 'x').status).toBe(2);
});

const hasQemu = ['qemu-img', 'qemu-nbd'].every((tool) => spawnSync(tool, ['--version']).status === 0);

test.skipIf(!hasQemu)('a qcow2 image is read when one says that it is one, and names no other files', () => {
  const make = (...words: readonly string[]) => execFileSync('qemu-img', words, { cwd: folder });
  make('convert', '-f', 'raw', '-O', 'qcow2', 'raid1-1.img', 'one.qcow2');
  make('create', '-q', '-f', 'qcow2', '-b', 'one.qcow2', '-F', 'qcow2', 'top.qcow2');
  expect(lvm('scan', 'one.qcow2')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/--format qcow2/),
  });
  expect(lvm('dump', '--format', 'qcow2', 'one.qcow2', 'raid1/safe', '-o', 'inside')).toMatchObject({
    status: 0,
  });
  const image = readFileSync(join(folder, 'raid1-1.img'));
  expect(readFileSync(join(folder, 'inside')).equals(image.subarray(5 * 2 ** 20, 13 * 2 ** 20))).toBe(true);
  const scanTop = ['scan', '--format', 'qcow2', 'top.qcow2'];
  expect(lvm(...scanTop)).toMatchObject({ status: 2, stderr: expect.stringMatching(/has a backing file/) });
  expect(lvm(...scanTop, '--with-backing')).toMatchObject({ status: 0, stderr: '' });
  expect(lvm('scan', '--format', 'qcow2', 'raid1-1.img')).toMatchObject({
    status: 2,
    stderr: 'dmscope: raid1-1.img: it is no qcow2 image\n',
  });
  writeFileSync(join(folder, 'short.qcow2'), readFileSync(join(folder, 'one.qcow2')).subarray(0, 100));
  expect(lvm('scan', '--format', 'qcow2', 'short.qcow2')).toMatchObject({ status: 2, stdout: '' });
});
