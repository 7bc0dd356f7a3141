/**
 * `npm run fuzz [-- COUNT [FIRST]]`: scans hostile disks, 200,000 unless told, and before them those with the longest metadata. It
 * ends with 1 on the first that throws, takes longer than a second or more memory than it may, and says its number, so that
 * `npm run fuzz -- 1 NUMBER` does it again.
 */
import { GCProfiler } from 'node:v8';
import { hostileDisks, readAllOf } from '../../lib/lvm/disk/hostile-disk.fixture.ts';
import { largeDisks } from '../../lib/lvm/disk/large-disk.fixture.ts';
import type { NamedSource } from '../../lib/lvm/disk/scan-disks.ts';

const [count = 200_000, first = 0] = process.argv.slice(2).map(Number);
const LIMIT_MS = 1_000;
const LIMIT_BYTES = 64 * 2 ** 20;
const TOLD_EACH = 10_000;

type Cost = { readonly tookMs: number; readonly bytes: number };

let readable = 0;
const worst = { large: { tookMs: 0, bytes: 0 }, heapBytes: 0, usual: { tookMs: 0, bytes: 0 } };

/** The heap is let grow no further than this above what it was (--max-old-space-size), so only what lies outside of it is asked for. */
function outsideBytes(): number {
  return process.memoryUsage().arrayBuffers;
}

async function costOf(name: string, disks: readonly NamedSource[]): Promise<Cost> {
  const before = outsideBytes();
  let bytes = 0;
  const watched = disks.map(({ path, source }) => ({
    path,
    source: {
      ...source,
      read: (buffers: readonly Uint8Array[], offset: number) => {
        bytes = Math.max(bytes, outsideBytes() - before);
        return source.read(buffers, offset);
      },
    },
  }));
  const began = process.cpuUsage();
  try {
    readable += await readAllOf(watched);
  } catch (error) {
    console.error(`fuzz: ${name} makes it throw`, error);
    process.exit(1);
  }
  const { user, system } = process.cpuUsage(began);
  const tookMs = (user + system) / 1000;
  if (tookMs > LIMIT_MS || bytes > LIMIT_BYTES) {
    console.error(`fuzz: ${name} takes ${tookMs.toFixed(0)} ms and ${bytes} bytes`);
    process.exit(1);
  }
  return { tookMs, bytes };
}

function larger(a: Cost, b: Cost): Cost {
  return { tookMs: Math.max(a.tookMs, b.tookMs), bytes: Math.max(a.bytes, b.bytes) };
}

/** The most that was left of the heap after a collection, above what it was before. */
async function heapOf(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage().heapUsed;
  const profiler = new GCProfiler();
  profiler.start();
  await work();
  const collections = profiler.stop()?.statistics ?? [];
  return Math.max(0, ...collections.map(({ afterGC }) => afterGC.heapStatistics.usedHeapSize - before));
}

let largeCount = 0;
for (const { name, disk } of largeDisks()) {
  largeCount += 1;
  const heapBytes = await heapOf(async () => {
    worst.large = larger(worst.large, await costOf(name, [disk]));
  });
  worst.heapBytes = Math.max(worst.heapBytes, heapBytes);
  if (heapBytes > LIMIT_BYTES) {
    console.error(`fuzz: ${name} takes ${heapBytes} bytes of heap`);
    process.exit(1);
  }
}
if (readable === 0) {
  console.error('fuzz: no volume of the disks of long metadata is read, so they measure nothing');
  process.exit(1);
}
tell(`${largeCount} disks of long metadata`, worst.large);
console.log(`and ${inMib(worst.heapBytes)} of heap.`);

for (let number = first; number < first + count; number++) {
  worst.usual = larger(worst.usual, await costOf(`number ${number}`, hostileDisks(number)));
  if ((number - first + 1) % TOLD_EACH === 0) console.log(`${number - first + 1} of ${count}`);
}
tell(`${count} hostile disks`, worst.usual);
console.log(`${readable} volumes were read.`);

function tell(what: string, { tookMs, bytes }: Cost): void {
  console.log(
    `${what}: none throws, the slowest took ${tookMs.toFixed(0)} ms of processor time, the largest ${inMib(bytes)} of buffers`,
  );
}

function inMib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
