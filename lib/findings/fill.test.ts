import { describe, expect, test } from 'vitest';
import { fillOf, fillSeverity, paceInWords } from './fill.ts';

const LEVELS = { warning: 0.8, critical: 0.95 };

describe('how full something is', () => {
  test('is nothing to speak of while there is room and time', () => {
    expect(fillSeverity(fillOf({ part: 50, whole: 100 }, 49, 3600), LEVELS)).toBeNull();
    expect(fillSeverity(fillOf({ part: 79, whole: 100 }, null, null), LEVELS)).toBeNull();
  });

  test('is a warning from the level on, and critical near the end', () => {
    expect(fillSeverity(fillOf({ part: 80, whole: 100 }, null, null), LEVELS)).toBe('warning');
    expect(fillSeverity(fillOf({ part: 95, whole: 100 }, null, null), LEVELS)).toBe('critical');
  });

  test('is a warning below the level when it will be full within the hour', () => {
    const fill = fillOf({ part: 20, whole: 100 }, 10, 60);
    expect(fill.secondsToFull).toBe(480);
    expect(fillSeverity(fill, LEVELS)).toBe('warning');
    expect(paceInWords(fill, 60)).toBe(' At the pace of the last 60 s it is full in 8 min.');
  });

  test('has no pace when nothing was added, the clock went back, or there is nothing to fill', () => {
    expect(fillOf({ part: 20, whole: 100 }, 30, 60).secondsToFull).toBeNull();
    expect(fillOf({ part: 20, whole: 100 }, 10, null).secondsToFull).toBeNull();
    expect(fillSeverity(fillOf({ part: 0, whole: 0 }, 0, 60), LEVELS)).toBeNull();
  });
});
