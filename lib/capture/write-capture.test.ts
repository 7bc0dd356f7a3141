import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHostText } from '../text/host-text.ts';
import type { Capture, Section } from './capture.ts';
import { readCapture } from './read-capture.ts';
import { writeCapture } from './write-capture.ts';

const sectionArbitrary = fc
  .record({
    name: fc.constantFrom('uname', 'dmsetup-table', 'lsblk', 'open-files'),
    tier: fc.constantFrom('core' as const, 'extra' as const),
    state: fc.constantFrom('done' as const, 'late' as const, 'absent' as const, 'skipped' as const),
    sequence: fc.nat(7),
    status: fc.nat(255),
    durationMs: fc.nat(100_000),
    note: fc.constantFrom('', 'not asked: its metadata is suspended'),
    text: fc.oneof(
      fc.uint8Array().map(decodeHostText),
      fc.constantFrom('%% end seq=1 ms=80', 'a\n%% section name=x tier=core bytes=0', ''),
    ),
  })
  .map(
    ({ status, ...section }): Section => ({
      ...section,
      exitStatus: section.state === 'done' ? status : null,
      command: `print ${section.name} | cat`,
    }),
  );

const captureArbitrary = fc
  .record({
    sections: fc.uniqueArray(sectionArbitrary, { selector: ({ name }) => name }),
    sequence: fc.integer({ min: 7, max: 1000 }),
    timeSeconds: fc.nat(2 ** 31),
    durationMs: fc.nat(5000),
  })
  .map(
    ({ sections, ...told }): Capture => ({
      ...told,
      reason: 'changed',
      host: 'host1.example.com',
      sections: new Map(sections.map((section) => [section.name, section])),
    }),
  );

describe('a capture written to a file', () => {
  it('is read back as the same capture, whatever the bytes in it', () => {
    fc.assert(
      fc.property(captureArbitrary, (capture) => {
        expect(readCapture(writeCapture(capture))).toEqual({ value: capture, problems: [] });
      }),
    );
  });
});
