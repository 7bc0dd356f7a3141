import { describe, expect, test } from 'vitest';
import { parseTreeOptions, type TreeOptions } from './tree-options.ts';

const PIPE = { columns: null, isUtf8: true };

function read(list: string, output: { columns: number | null; isUtf8: boolean } = PIPE): TreeOptions {
  const options = parseTreeOptions(list, output);
  if (!options.ok) throw new Error(options.reason);
  return options.value;
}

describe('dmsetup ls --tree -o', () => {
  test('shows device numbers and cuts lines at 80 columns by default', () => {
    expect(read('')).toEqual({
      symbols: 'utf',
      showsDevice: true,
      showsBlkdevname: false,
      showsActive: false,
      showsRw: false,
      showsOpen: false,
      showsUuid: false,
      isCompact: false,
      isInverted: false,
      widthColumns: 80,
    });
  });

  test('takes the first option that begins so: n is nodevice, no too, not is notrunc', () => {
    expect(read('n').showsDevice).toBe(false);
    expect(read('no').showsDevice).toBe(false);
    expect(read('not')).toEqual(read('notrunc'));
    expect(read('u')).toEqual(read('uuid'));
    expect(read('ut')).toEqual(read('utf'));
    expect(read('a')).toEqual(read('active'));
    expect(read('as')).toEqual(read('ascii'));
  });

  test('takes an empty word for device, but nothing for a comma at the end', () => {
    expect(read('nodevice,,').showsDevice).toBe(true);
    expect(read(',nodevice').showsDevice).toBe(false);
    expect(read('nodevice,').showsDevice).toBe(false);
  });

  test('lets the last of contradictory options win', () => {
    expect(read('nodevice,device').showsDevice).toBe(true);
    expect(read('device,nodevice').showsDevice).toBe(false);
    expect(read('vt100,utf,ascii').symbols).toBe('ascii');
  });

  test.each(['open', 'rw', 'active', 'uuid', 'status', 'table'])('is not compact with %s', (option) => {
    expect(read(`compact,${option}`).isCompact).toBe(false);
  });

  test('leaves three columns of a terminal, unless it is a vt100 or has no size', () => {
    expect(read('', { columns: 120, isUtf8: true }).widthColumns).toBe(117);
    expect(read('', { columns: 4, isUtf8: true }).widthColumns).toBe(1);
    expect(read('', { columns: 3, isUtf8: true }).widthColumns).toBe(80);
    expect(read('', { columns: 0, isUtf8: true }).widthColumns).toBe(80);
    expect(read('vt100', { columns: 120, isUtf8: true }).widthColumns).toBe(80);
    expect(read('notrunc', { columns: 120, isUtf8: true }).widthColumns).toBeNull();
  });

  test('draws in ascii where the locale is not UTF-8', () => {
    expect(read('', { columns: null, isUtf8: false }).symbols).toBe('ascii');
    expect(read('utf', { columns: null, isUtf8: false }).symbols).toBe('utf');
  });

  test.each([
    ['foo', 'Tree options not recognised: foo.'],
    ['open,foo,bar', 'Tree options not recognised: foo,bar.'],
    ['Open', 'Tree options not recognised: Open.'],
    [' open', 'Tree options not recognised:  open.'],
    ['nodevicex', 'Tree options not recognised: nodevicex.'],
    ['help', 'Tree options not recognised: help.'],
  ])('refuses %j in dmsetup’s words, with all that follows', (list, reason) => {
    expect(parseTreeOptions(list, PIPE)).toEqual({ ok: false, reason });
  });

  test('of 1.02.211 and later are whole words, and an empty one is an error', () => {
    for (const version of ['1.02.211 (2025-11-18)', '1.02.300', '1.03.0', '2.0.0']) {
      expect(parseTreeOptions('blkdevname,ascii', PIPE, version).ok, version).toBe(true);
      expect(parseTreeOptions('', PIPE, version).ok).toBe(true);
      expect(parseTreeOptions('utf,as', PIPE, version)).toEqual({
        ok: false,
        reason: 'Tree option not recognised: as.',
      });
      expect(parseTreeOptions('utf,', PIPE, version)).toEqual({
        ok: false,
        reason: 'Tree option not recognised: .',
      });
    }
    for (const version of ['1.02.210 (2025-09-05)', '1.02.99', ''])
      expect(parseTreeOptions('utf,as', PIPE, version).ok, version).toBe(true);
  });
});
