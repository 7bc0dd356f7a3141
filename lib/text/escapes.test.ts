import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHexEscapes, decodeOctalEscapes } from './escapes.ts';

describe('decodeOctalEscapes', () => {
  it('decodes what the kernel writes', () => {
    expect(decodeOctalEscapes('/mnt/tab\\011and\\012newline\\040\\134')).toBe('/mnt/tab\tand\nnewline \\');
  });

  it('joins bytes to characters, next to real ones', () => {
    expect(decodeOctalEscapes('é\\303\\274\\377')).toBe('éü\udcff');
  });

  it('leaves what is no escape', () => {
    expect(decodeOctalEscapes('a\\04 \\899 \\777 \\')).toBe('a\\04 \\899 \\777 \\');
  });
});

describe('decodeHexEscapes', () => {
  it('decodes what udev writes', () => {
    expect(decodeHexEscapes('my\\x20disk\\xc3\\xbc\\xZZ\\x4')).toBe('my diskü\\xZZ\\x4');
  });

  it('undoes any encoding of every byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const bytes = [...new TextEncoder().encode(text)];
        const encoded = bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
        expect(decodeHexEscapes(encoded)).toBe(text);
      }),
    );
  });
});
