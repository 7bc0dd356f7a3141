import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isListedByDefault, mangleName, unmangleName } from './mangle.ts';

/** Raw name (`dmsetup --manglename none info -c`) and what `dmsetup ls` printed for it, same devices, dmsetup 1.02.185. */
const LISTED: readonly (readonly [raw: string, shown: string])[] = [
  ['+plus', '+plus'],
  ['..', '..'],
  ['1', '1'],
  ['=eq', '=eq'],
  ['@at', '@at'],
  ['UPPER', 'UPPER'],
  ['\\x20leading', ' leading'],
  ['\\x20literal', ' literal'],
  ['\\x21bang', '!bang'],
  ['\\x3fq', '?q'],
  ['\\x5bbr\\x5d', '[br]'],
  ['\\x60tick\\x60', '`tick`'],
  ['\\x7bc\\x7d', '{c}'],
  ['\\x7etilde', '~tilde'],
  ['\\xc3\\xbcn\\xc3\\xafc\\xc3\\xb6d\\xc3\\xa9', 'ünïcödé'],
  ['\\xe6\\x97\\xa5\\xe6\\x9c\\xac\\xe8\\xaa\\x9e', '日本語'],
  ['\\xff\\xfe', '\udcff\udcfe'],
  ['a:b', 'a:b'],
  ['a\\x2fb', 'a/b'],
  ['a\\x7cb', 'a|b'],
  ['amp\\x26', 'amp&'],
  ['back\\x5cslash', 'back\\slash'],
  ['comma\\x2cname', 'comma,name'],
  ['ctl', 'ctl'],
  ['dollar\\x24HOME', 'dollar$HOME'],
  ['dq\\x22x', 'dq"x'],
  ['esc\\x1b\\x5b31mred', 'esc\x1b[31mred'],
  ['hash#', 'hash#'],
  ['lt\\x3cb\\x3e', 'lt<b>'],
  ['new\\x0aline', 'new\nline'],
  ['par\\x28en\\x29', 'par(en)'],
  ['per\\x25cent', 'per%cent'],
  ['quo\\x27te', "quo'te"],
  ['semi\\x3bcolon', 'semi;colon'],
  ['star\\x2a', 'star*'],
  ['tab\\x09name', 'tab\tname'],
  ['trailing\\x20', 'trailing '],
  ['uuid1', 'uuid1'],
  ['uuid2', 'uuid2'],
  ['uuid3', 'uuid3'],
  ['uuid4', 'uuid4'],
  ['vg-lv-with--dashes', 'vg-lv-with--dashes'],
  ['with\\x20space', 'with space'],
];

/** Put into the kernel with `--manglename none`; dmsetup's default mode refused to list anything while the first eleven were there. */
const REFUSED = [
  'raw\ttab',
  'raw\nnewline',
  'raw\x1b[31mred',
  'raw space',
  'raw"dq',
  "raw'q",
  'raw,comma',
  'raw;semi',
  'raw|pipe',
  'raw日本',
  'raw\udcff',
];

describe('unmangleName', () => {
  it.each(LISTED)('shows the raw name %j as dmsetup does: %j', (raw, shown) => {
    expect(unmangleName(raw)).toBe(shown);
    expect(isListedByDefault(raw)).toBe(true);
  });

  it.each(REFUSED)('leaves %j, which dmsetup refuses to list, as it is', (raw) => {
    expect(unmangleName(raw)).toBe(raw);
    expect(isListedByDefault(raw)).toBe(false);
  });

  it('joins escaped bytes to characters', () => {
    expect(unmangleName('\\xc3\\xbc')).toBe('ü');
    expect(unmangleName('\\xc3')).toBe('\udcc3');
  });

  it('reads a name that only looks mangled as dmsetup does', () => {
    expect(unmangleName('raw\\x20hex')).toBe('raw hex');
  });

  it('follows libdm where an escape is broken', () => {
    expect(unmangleName('a\\xzz')).toBe('a\\xzz');
    expect(unmangleName('a\\x20b\\xzzc')).toBe('a b');
    expect(unmangleName('a\\x5gb')).toBe('a\x05b');
    expect(unmangleName('a\\x00b')).toBe('a');
    expect(unmangleName('a\\x')).toBe('a\\x');
  });

  it('accepts a broken escape only in the way libdm does', () => {
    expect(isListedByDefault('a\\xzz ')).toBe(true);
    expect(isListedByDefault('a\\q')).toBe(true);
    expect(isListedByDefault('a\\q ')).toBe(false);
  });
});

describe('mangleName', () => {
  it.each(LISTED.filter(([raw]) => !raw.includes('\\x5cx')))('gives the kernel %j for %j', (raw, shown) => {
    expect(mangleName(shown)).toBe(raw);
  });

  it('keeps a name that is mangled already', () => {
    expect(mangleName('foo\\x20bar')).toBe('foo\\x20bar');
  });

  it('refuses what libdevmapper refuses: half mangled, twice mangled, cut off, too long', () => {
    expect(mangleName('foo\\x20bar baz')).toBeNull();
    expect(mangleName('foo\\x5cx20bar')).toBeNull();
    expect(mangleName('foo\\x2')).toBeNull();
    expect(mangleName('n'.repeat(127))).toBe('n'.repeat(127));
    expect(mangleName('n'.repeat(128))).toBeNull();
    expect(mangleName(' '.repeat(32))).toBeNull();
  });

  it('is undone by unmangleName, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const text = name.replaceAll('\0', '').toWellFormed();
        const raw = mangleName(text);
        if (raw === null || text.includes('\\x')) return;
        expect(unmangleName(raw)).toBe(text);
        expect(isListedByDefault(raw)).toBe(true);
      }),
    );
  });
});
