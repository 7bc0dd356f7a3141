import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseLosetup } from '../../../block/parse-losetup.ts';
import { parseMdstat } from '../../../block/parse-mdstat.ts';
import { parseMountinfo } from '../../../block/parse-mountinfo.ts';
import { parsePartitions } from '../../../block/parse-partitions.ts';
import { parseSwaps } from '../../../block/parse-swaps.ts';
import { readCapture } from '../../../capture/read-capture.ts';
import { readTool } from './output.fixture.ts';

const CASES = [
  'health-md-degraded',
  'health-md-rebuilding',
  'left-loop-on-lv-mounted',
  'health-multipath-one-failed',
];

/** What each section was read with, and how many lines or devices its own parser finds in it. */
const SECTIONS: Readonly<Record<string, readonly [command: string, count: (text: string) => number]>> = {
  'proc-mdstat': ['cat /proc/mdstat', (text) => parseMdstat(text).value.length],
  'proc-swaps': ['cat /proc/swaps', (text) => parseSwaps(text).value.length],
  'proc-partitions': ['cat /proc/partitions', (text) => parsePartitions(text).value.length],
  losetup: ['losetup --json -l', (text) => parseLosetup(text).value.length],
  mountinfo: [
    'cat /proc/self/mountinfo',
    (text) =>
      parseMountinfo(text).value.filter(
        ({ devNo, source }) => !devNo.startsWith('0:') || /^\/dev\//.test(source),
      ).length,
  ],
};

it.each(CASES)('reads all that the host of %s printed', (name) => {
  const bytes = readFileSync(new URL(`../../../../e2e/cases/${name}/capture`, import.meta.url));
  const sections = readCapture(bytes).value?.sections ?? new Map();
  let devicesSeen = 0;
  for (const [section, [command, count]] of Object.entries(SECTIONS)) {
    const text = sections.get(section)?.text ?? '';
    if (text === '') continue;
    const reading = readTool(text, command);
    expect(reading?.ignored, section).toEqual([]);
    const devices = reading?.devices ?? [];
    devicesSeen += devices.length;
    const found = section === 'mountinfo' ? devices.flatMap(({ mounts }) => mounts ?? []) : devices;
    expect(found.length, section).toBe(count(text));
    expect(readTool(text)?.kind, section).toBe(reading?.kind);
  }
  expect(devicesSeen).toBeGreaterThan(5);
});
