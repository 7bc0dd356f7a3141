/**
 * `npm run fuzz [-- COUNT [FIRST]]`: scans hostile disks, 200,000 unless told. It ends with 1 on the first that throws, takes longer
 * than a second or more memory than it may, and says its number, so that `npm run fuzz -- 1 NUMBER` does it again.
 */
import { hostileDisks, readAllOf } from '../../lib/lvm/disk/hostile-disk.fixture.ts';

const [count = 200_000, first = 0] = process.argv.slice(2).map(Number);
const LIMIT_MS = 1_000;
const LIMIT_BYTES = 64 * 2 ** 20;
const TOLD_EACH = 10_000;

let [slowestMs, largestBytes, readable] = [0, 0, 0];

/** The heap is let grow no further than this above what it was (--max-old-space-size), so only what lies outside of it is asked for. */
function outsideBytes(): number {
  return process.memoryUsage().arrayBuffers;
}

for (let number = first; number < first + count; number++) {
  const disks = hostileDisks(number);
  const before = outsideBytes();
  let asked = 0;
  const watched = disks.map(({ path, source }) => ({
    path,
    source: {
      ...source,
      read: (buffers: readonly Uint8Array[], offset: number) => {
        asked = Math.max(asked, outsideBytes() - before);
        return source.read(buffers, offset);
      },
    },
  }));
  const began = process.cpuUsage();
  try {
    readable += await readAllOf(watched);
  } catch (error) {
    console.error(`fuzz: disks ${number} make it throw`, error);
    process.exit(1);
  }
  const { user, system } = process.cpuUsage(began);
  const tookMs = (user + system) / 1000;
  slowestMs = Math.max(slowestMs, tookMs);
  largestBytes = Math.max(largestBytes, asked);
  if (tookMs > LIMIT_MS || asked > LIMIT_BYTES) {
    console.error(`fuzz: disks ${number} take ${tookMs.toFixed(0)} ms and ${asked} bytes`);
    process.exit(1);
  }
  if ((number - first + 1) % TOLD_EACH === 0) console.log(`${number - first + 1} of ${count}`);
}
console.log(
  `${count} hostile disks: none throws, the slowest took ${slowestMs.toFixed(0)} ms of processor time,`,
);
console.log(
  `the largest ${(largestBytes / 2 ** 20).toFixed(1)} MiB of buffers; ${readable} volumes were read.`,
);
