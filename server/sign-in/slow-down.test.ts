import { expect, it } from 'vitest';
import { createSlowDown } from './slow-down.ts';

function slowDownAt(longestWaitMs = 60_000) {
  let nowMs = 1_000_000;
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const slowDown = createSlowDown({ longestWaitMs, now: () => nowMs });
  /** As a sign-in does: 0 if it was let through. */
  const attempt = (key: string) => {
    const waitMs = slowDown.waitMs(key);
    if (waitMs === 0) slowDown.attempt(key);
    return waitMs;
  };
  return { ...slowDown, attempt, pass };
}

it('lets four attempts through at once, then doubles the time until the next', () => {
  const { attempt, pass } = slowDownAt();
  expect([1, 2, 3, 4].map(() => attempt('vera'))).toEqual([0, 0, 0, 0]);
  for (const waitMs of [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]) {
    expect(attempt('vera')).toBe(waitMs);
    pass(waitMs - 1);
    expect(attempt('vera')).toBe(1);
    pass(1);
    expect(attempt('vera')).toBe(0);
  }
});

it('counts each key by itself, and begins anew after a success or an hour', () => {
  const { attempt, succeeded, pass } = slowDownAt();
  for (let i = 0; i < 4; i++) attempt('vera');
  expect(attempt('olga')).toBe(0);
  expect(attempt('vera')).toBeGreaterThan(0);
  succeeded('vera');
  expect(attempt('vera')).toBe(0);
  for (let i = 0; i < 4; i++) attempt('olga');
  expect(attempt('olga')).toBeGreaterThan(0);
  pass(3_600_000);
  expect([1, 2, 3, 4].map(() => attempt('olga'))).toEqual([0, 0, 0, 0]);
});

it('remembers a bounded number of keys, the latest ones', () => {
  const { attempt } = slowDownAt();
  for (let i = 0; i < 4; i++) attempt('first');
  for (let i = 0; i < 4; i++) attempt('last');
  for (let i = 0; i < 4999; i++) attempt(`guess-${i}`);
  expect(attempt('last')).toBeGreaterThan(0);
  expect(attempt('first')).toBe(0);
});
