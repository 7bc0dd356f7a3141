import { expect, test } from 'vitest';
import { momentAt, momentHostId, nearestMoments, splitMomentId } from './moment.ts';

test('a time is written in one way, whatever zone it came in', () => {
  expect(momentAt('2026-11-21T16:56:00.750+01:00')).toBe('2026-11-21T15:56:00Z');
  expect(momentAt(Date.UTC(2026, 10, 21, 15, 56))).toBe('2026-11-21T15:56:00Z');
  expect(['yesterday', '', '+012026-01-01T00:00:00Z'].map(momentAt)).toEqual([null, null, null]);
});

test('the id of a moment is taken apart into what it was made of, and a plain host is none', () => {
  const at = '2026-11-21T15:56:00Z';
  expect(splitMomentId(momentHostId('root@there', at))).toEqual({ hostId: 'root@there', at });
  expect(['this-host', '@2026-11-21T15:56:00Z', 'this-host@../../etc'].map(splitMomentId)).toEqual([
    null,
    null,
    null,
  ]);
});

test('the nearest moments come first, before and after', () => {
  const moments = ['10:00', '11:30', '12:10', '15:00'].map((time) => ({
    at: `2026-11-21T${time}:00Z`,
    sizeBytes: 1,
  }));
  const nearest = nearestMoments(moments, '2026-11-21T12:00:00Z', 3).map(({ at }) => at.slice(11, 16));
  expect(nearest).toEqual(['12:10', '11:30', '10:00']);
});
