import { expect, test } from 'vitest';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';
import { verity } from './verity.ts';

const LINE =
  '0 131072 verity 1 7:39 7:40 4096 4096 16384 1 sha256 4d9f56580d86b1e607b4df336bd2d19e48537a28867c9a9393cc1a7fe23244fd 2590793f9d47f4bbc2c9f764046276ae6e365bf2f9400faebf6c86fe8da63f15';

test('a verity target has data and hashes', () => {
  const table = tableOf(verity, LINE);
  expect(table.devices).toEqual([
    { device: '7:39', role: 'data', startSector: 0 },
    { device: '7:40', role: 'hash', startSector: 8 },
  ]);
  expect(table).toMatchObject({
    version: 1,
    dataBlocks: 16384,
    algorithm: 'sha256',
    onCorruption: 'error',
    fec: null,
  });
  expect(table.rootDigest).toMatch(/^4d9f56580d86/);
  expect(table.summary).toBe(
    'Read-only data checked against sha256 hashes; a block that does not match cannot be read.',
  );
});

test('one device twice, error correction and a signature are read', () => {
  // Hand-made from verity.rst and verity_status in dm-verity-target.c.
  const options =
    '12 restart_on_corruption ignore_zero_blocks use_fec_from_device 8:3 fec_blocks 100 fec_start 10 fec_roots 2 root_hash_sig_key_desc vendor:root';
  const table = tableOf(verity, `0 8 verity 1 8:1 8:1 4096 4096 64 65 sha256 abcd - ${options}`);
  expect(table.devices).toEqual([
    { device: '8:1', role: 'data', startSector: 0 },
    { device: '8:1', role: 'hash', startSector: 520 },
    { device: '8:3', role: 'fec', startSector: 80 },
  ]);
  expect(table).toMatchObject({
    salt: '',
    onCorruption: 'restart',
    ignoresZeroBlocks: true,
    fec: { device: '8:3', roots: 2, blocks: 100, startBlock: 10 },
    rootHashSigKey: 'vendor:root',
  });
  expect(table.summary).toBe(
    'Read-only data checked against sha256 hashes, signed root hash; the host restarts when a block does not match; errors are corrected where possible.',
  );
  expect(tableOf(verity, `${LINE} 3 ignore_corruption panic_on_error check_at_most_once`)).toMatchObject({
    onCorruption: 'ignore',
    onError: 'panic',
    checksAtMostOnce: true,
  });
  expect(reasonOf(verity, '1 8:1 8:1 4096 4096 64 65 sha256')).toBe(
    'argument 9: expected the root digest, found the end',
  );
});

test('its status is V or C, and newer kernels add what was corrected', () => {
  expect(statusOf(verity, 'V')).toMatchObject({
    isCorrupted: false,
    health: 'ok',
    badge: 'verified',
    summary: 'Every block read so far matches its hash.',
  });
  // Hand-made.
  expect(statusOf(verity, 'C')).toMatchObject({
    health: 'failed',
    badge: 'corrupted',
    summary: 'Corrupted: at least one block that was read does not match its hash.',
  });
  expect(statusOf(verity, 'V 3').correctedBlocks).toBe(3);
  expect(statusOf(verity, 'V -').correctedBlocks).toBeNull();
});
