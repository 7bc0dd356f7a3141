import { describe, expect, test } from 'vitest';
import { filterVerdict } from './filter.ts';

const SNAPSHOT = [
  '/dev/dm-4',
  '/dev/mapper/vm--volumes-snap--web',
  '/dev/vm-volumes/snap-web',
  '/dev/disk/by-id/dm-name-vm--volumes-snap--web',
];

describe('a filter of LVM', () => {
  test('that hides the disks of guests but ends by letting in all hides nothing: another name gets in', () => {
    const patterns = ['r|^/dev/vm-volumes/|', 'r|^/dev/mapper/vm--volumes-|', 'a|.*|'];
    expect(filterVerdict(patterns, SNAPSHOT)).toEqual({ isLetIn: true, by: 'a|.*|' });
  });

  test('that lets in a list and ends by keeping out all hides the rest', () => {
    expect(filterVerdict(['a|^/dev/sda2$|', 'r|.*|'], SNAPSHOT)).toEqual({ isLetIn: false, by: 'r|.*|' });
    expect(filterVerdict(['a|^/dev/vm-volumes/snap-|', 'r|.*|'], SNAPSHOT)?.isLetIn).toBe(true);
  });

  test('judges a name by its first pattern that matches', () => {
    expect(filterVerdict(['r/dm-/', 'a/dm-4/'], ['/dev/dm-4'])).toEqual({ isLetIn: false, by: 'r/dm-/' });
  });

  test('that matches nothing, and no filter, lets in', () => {
    expect(filterVerdict(['r|^/dev/loop|'], SNAPSHOT)).toEqual({ isLetIn: true, by: null });
    expect(filterVerdict([], SNAPSHOT)).toEqual({ isLetIn: true, by: null });
  });

  test('may have brackets for delimiters', () => {
    expect(filterVerdict(['r{^/dev/dm-}'], ['/dev/dm-4'])?.isLetIn).toBe(false);
  });

  test('that is not understood, or could take for ever, gives no verdict', () => {
    for (const pattern of ['x|a|', 'a', '', 'a|[|', 'r|(a+)+$|', `r|${'a*'.repeat(20)}b|`])
      expect(filterVerdict([pattern], [`/dev/${'a'.repeat(100)}`]), pattern).toBeNull();
  });
});
