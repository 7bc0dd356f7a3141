import { expect, test } from 'vitest';
import { crypt } from './crypt.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a key in the keyring is kept as a reference', () => {
  const table = tableOf(
    crypt,
    '0 98304 crypt aes-xts-plain64 :64:logon:cryptsetup:cde9875d-3acd-479a-8572-d7bbfa686149-d0 0 7:42 32768',
  );
  expect(table.key).toEqual({
    kind: 'keyring',
    sizeBytes: 64,
    type: 'logon',
    description: 'cryptsetup:cde9875d-3acd-479a-8572-d7bbfa686149-d0',
  });
  expect(table.devices).toEqual([{ device: '7:42', role: 'data', startSector: 32768 }]);
  expect(table.summary).toBe(
    'Encrypted with aes-xts-plain64, 512-bit key in the kernel keyring; data from sector 32768 (16 MiB).',
  );
});

test('a key in digits is never kept', () => {
  const key = '0123456789abcdef'.repeat(4);
  const table = tableOf(crypt, `0 131072 crypt aes-cbc-essiv:sha256 ${key} 0 7:45 0 1 allow_discards`);
  expect(JSON.stringify(table)).not.toContain('0123456789abcdef');
  expect(table).toMatchObject({ key: { kind: 'hidden', sizeBytes: 32 }, allowsDiscards: true });
  expect(reasonOf(crypt, `${key} 0 7:45 0 1`)).not.toContain('0123456789abcdef');
});

test('authenticated encryption and sector sizes are read from the flags', () => {
  const line =
    '0 152096 crypt capi:authenc(hmac(sha256),xts(aes))-plain64 :96:logon:cryptsetup:15bc7c91 0 254:30 0';
  expect(tableOf(crypt, `${line} 1 integrity:32:aead`).integrity).toEqual({ tagBytes: 32, profile: 'aead' });
  // Hand-made from dm-crypt.rst.
  const table = tableOf(
    crypt,
    '0 8 crypt aes-xts-plain64 - 8 /dev/sda 0 2 sector_size:4096 iv_large_sectors',
  );
  expect(table).toMatchObject({ key: { kind: 'none' }, ivOffsetSectors: 8, sectorSizeBytes: 4096 });
  expect(table.flags).toEqual(['sector_size:4096', 'iv_large_sectors']);
});

test('a null cipher is called what it is', () => {
  expect(tableOf(crypt, '0 8 crypt cipher_null-ecb - 0 7:1 0').summary).toBe(
    'Not encrypted, although it looks so: the cipher is cipher_null-ecb; data from the beginning.',
  );
});

test('its status is empty', () => {
  expect(statusOf(crypt, '')).toMatchObject({ health: 'ok', badge: null });
});
