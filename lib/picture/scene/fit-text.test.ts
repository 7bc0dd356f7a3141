import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitText, nameLines, wrapText } from './fit-text.ts';
import { textWidth } from './text-width.ts';

const MONO = { face: 'mono', size: 10 } as const;

describe('a text that has to fit', () => {
  test('loses its middle, and keeps the end that tells layers of LVM apart', () => {
    expect(fitText('vm--volumes-snap--docker2-cow', MONO, 100)).toBe('vm--volu…er2-cow');
    expect(fitText('short', MONO, 100)).toBe('short');
  });

  test('is never wider than its place, whatever the host calls it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 20, max: 300 }),
        (name, width) => {
          expect(textWidth(fitText(name, MONO, width), 'mono', 10)).toBeLessThanOrEqual(width);
          for (const line of wrapText(name, MONO, width))
            expect(textWidth(line, 'mono', 10)).toBeLessThanOrEqual(width);
          const lines = nameLines(name, MONO, width);
          expect(lines.length).toBeLessThanOrEqual(2);
          for (const line of lines) expect(textWidth(line, 'mono', 10)).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('breaks a name of LVM behind its volume group', () => {
    expect(nameLines('vm--volumes-docker2.example.com--volumes', MONO, 200)).toEqual([
      'vm--volumes-',
      'docker2.example.com--volumes',
    ]);
  });
});
