import { parsePartitions } from '../../../block/parse-partitions.ts';
import type { DeviceFacts, IgnoredLine } from '../../reading.ts';
import { fileRead } from './command-words.ts';
import { areMostly, ignoredLine, toolReader } from './tool-reader.ts';

const FILE = /^\/?proc\/partitions$/;
const TITLES = /^\s*major minor\s+#blocks\s+name$/;

/** /proc/partitions: numbers and sizes. It shows no edges, so it is no whole list of what `block` means. */
export const partitionsReader = toolReader({
  kind: 'partitions',
  assumedCommand: 'cat /proc/partitions',
  isCommand: (command) => fileRead(command, FILE) !== null,
  looksLike: (lines) =>
    lines.some(({ text }) => TITLES.test(text)) ||
    areMostly(lines, (text) => parsePartitions(text).value.length > 0),
  find: (lines) => {
    const devices: DeviceFacts[] = [];
    const ignored: IgnoredLine[] = [];
    for (const line of lines) {
      const [row] = parsePartitions(line.text).value;
      if (row) {
        const { kname, devNo, sizeBytes } = row;
        // An odd number of sectors loses half a block here.
        devices.push({ ref: { kname, devNo }, at: line.at, size: { bytes: sizeBytes, isRounded: true } });
      } else if (!TITLES.test(line.text)) ignored.push(ignoredLine(line, '/proc/partitions'));
    }
    return { devices, ignored };
  },
});
