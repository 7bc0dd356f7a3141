import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dmsetupReaders } from './dmsetup-readers.ts';
import { maskKeys } from './mask-keys.ts';
import { linesOf, readingOfText } from './reader.fixture.ts';

const KEY = '5ec7e70123456789abcdef5ec7e70123456789abcdef5ec7e70123456789abcd';
const ZEROS = '0'.repeat(KEY.length);

test('a key in a table is never kept', () => {
  const { devices } = readingOfText(
    'dmsetup table --showkeys',
    `luks-1: 0 83886080 crypt aes-xts-plain64 ${KEY} 0 8:3 32768 1 allow_discards\n`,
  );
  expect(devices[0]?.table).toEqual([
    `0 83886080 crypt aes-xts-plain64 ${ZEROS} 0 8:3 32768 1 allow_discards`,
  ]);
});

test.each([
  [`0 8 crypt aes:64-cbc-lmk ${KEY} 0 8:3 0`, `0 8 crypt aes:64-cbc-lmk ${ZEROS} 0 8:3 0`],
  [`0 8 inlinecrypt aes-xts-plain64 ${KEY} 0 8:3 0`, `0 8 inlinecrypt aes-xts-plain64 ${ZEROS} 0 8:3 0`],
  [`0 8 default-key AES-256-XTS ${KEY} 8:3 0`, `0 8 default-key AES-256-XTS ${ZEROS} 8:3 0`],
  [
    `0 8 integrity 7:1 0 - J 3 internal_hash:hmac(sha256):${KEY} journal_mac:hmac(sha1):ab journal_crypt:ctr(aes):${KEY}`,
    `0 8 integrity 7:1 0 - J 3 internal_hash:hmac(sha256):${ZEROS} journal_mac:hmac(sha1):00 journal_crypt:ctr(aes):${ZEROS}`,
  ],
])('%s is masked', (line, masked) => {
  expect(maskKeys(line)).toBe(masked);
  expect(maskKeys(`name: ${line}`)).toBe(`name: ${masked}`);
});

test.each([
  '0 8 crypt aes-xts-plain64 :64:logon:cryptsetup:cde9875d-3acd-479a-8572-d7bbfa686149-d0 0 7:42 32768',
  '0 8 crypt cipher_null-ecb - 0 7:42 0',
  '0 8 integrity 7:1 0 4 J 1 internal_hash:crc32c',
  `0 8 verity 1 8:1 8:2 4096 4096 1 1 sha256 ${KEY} -`,
  '0 8 crypt ',
])('%s holds no key', (line) => {
  expect(maskKeys(line)).toBe(line);
});

test('no piece of a key is left in lines that were cut, wrapped or are of no device', () => {
  const { ignored } = readingOfText(
    'dmsetup table --showkeys',
    `a: 0 8 linear 8:2 0\n0 8 crypt aes-xts-plain64 ${KEY} 0 8:3 0\n${KEY.slice(20)} 0 8:3 32768\nb: 0 8 crypt aes ${KEY.slice(0, 30)}\n`,
  );
  expect(JSON.stringify(ignored)).not.toMatch(/5ec7e7|abcdef/);
  expect(ignored.map(({ at }) => at)).toEqual([2, 3]);
});

test('whatever stands around it, a key of a crypt line is in no fact and no ignored line', () => {
  const piece = fc.constantFrom(
    'a: ',
    '0 8 ',
    'crypt aes ',
    `${KEY} `,
    '0 8:3 0',
    '\n',
    ' <-- x ',
    ',',
    ';',
    '  ',
    '-v ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = `x: 0 8 crypt aes ${KEY} 0 8:3 0\n${pieces.join('')}`;
      for (const command of [
        'dmsetup table --showkeys',
        'dmsetup table',
        'dmsetup table x',
        'dmsetup table --concise',
      ]) {
        const reader = dmsetupReaders.find(({ isCommand }) => isCommand(command));
        const reading = reader?.read({ command, path: '', lines: linesOf(text) });
        expect(JSON.stringify([reading?.devices.map(({ table }) => table), reading?.ignored])).not.toContain(
          '5ec7e7',
        );
      }
    }),
    { numRuns: 300 },
  );
});
