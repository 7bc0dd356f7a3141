import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeHostText } from './host-text.ts';
import { shellCommand, shellQuote } from './shell-quote.ts';

/** What a shell hands on, byte for byte; `.` keeps apart what ends in a newline. */
function handedOn(shell: readonly string[], command: string): string {
  const [program = 'sh', ...args] = shell;
  return decodeHostText(
    execFileSync(program, [...args, '-c', Buffer.from(command, 'utf8').toString('utf8')]),
  );
}

describe('an argument for a shell', () => {
  test('is left alone where it means itself', () => {
    expect(shellCommand(['dmsetup', 'remove', '--uuid', 'LVM-a#b', 'vg-lv', '/dev/loop0'])).toBe(
      "dmsetup remove --uuid 'LVM-a#b' vg-lv /dev/loop0",
    );
  });

  test('is quoted where a shell would act on it', () => {
    expect(shellQuote('$(reboot)')).toBe("'$(reboot)'");
    expect(shellQuote("it's")).toBe("'it'\\''s'");
    expect(shellQuote('')).toBe("''");
    expect(shellQuote('~')).toBe("'~'");
    expect(shellQuote('a=b')).toBe('a=b');
    expect(shellQuote('=b')).toBe("'=b'");
    expect(shellQuote('a\\x20b')).toBe("'a\\x20b'");
  });

  test('never acts on the terminal it is shown on', () => {
    expect(shellQuote('a\x1b[2Jb')).toBe(`"$(printf 'a\\033[2Jb')"`);
    expect(shellQuote('\u202egnp')).toBe(`"$(printf '\\342\\200\\256gnp')"`);
    expect(shellQuote('\udcff')).toBe(`"$(printf '\\377')"`);
  });

  test.each([['sh'], ['busybox', 'sh'], ['bash']])('is the same argument behind %s', (...shell) => {
    const piece = fc.constantFrom(
      'a',
      "'",
      '"',
      '$',
      '`',
      '\\',
      '\n',
      '\x1b',
      '%',
      '!',
      ' ',
      '-',
      'ü',
      '\u202e',
      '\udcff',
    );
    const word = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => text.replaceAll('\0', '')),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        const command = shellCommand(['printf', '%s\\037', ...words]);
        expect(handedOn(shell, command)).toBe(words.map((each) => `${each}\x1f`).join(''));
      }),
      { numRuns: 30 },
    );
  });
});
