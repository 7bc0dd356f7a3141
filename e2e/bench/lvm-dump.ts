import { execFileSync, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskFixture } from '../../lib/lvm/disk/disk.fixture.ts';
import { median, printFigure } from './figures.ts';

const DMSCOPE = fileURLToPath(new URL('../../bin/dmscope', import.meta.url));
const MIB = 2 ** 20;
const SIZE_MIB = 1024;
const ROUNDS = 5;
/** In one piece, and in stripes of 64 KiB over two halves of the same PV: pieces as small as they get. */
const VOLUMES = {
  straight: 'stripe_count = 1 stripes = ["pv0", 0]',
  pieces: `stripe_count = 2 stripes = ["pv0", 0, "pv0", ${SIZE_MIB / 2}]`,
};

/** `dmscope lvm dump` of a volume against `dd` of the file that it lies in, both to the disk; nothing of it is zeros. */
export function benchLvmDump(): void {
  const folder = mkdtempSync(join(tmpdir(), 'dmscope-bench-'));
  try {
    const image = join(folder, 'pv.img');
    writeImage(image);
    const dd = () =>
      timed('dd', [`if=${image}`, `of=${folder}/out`, 'bs=1M', 'skip=1', `count=${SIZE_MIB}`, 'conv=fsync']);
    const once = (run: () => number) => {
      const took = run();
      rmSync(`${folder}/out`);
      return took;
    };
    for (const [volume, stripes] of Object.entries(VOLUMES)) {
      writeHeader(image, volume, stripes);
      const dump = () => timed(DMSCOPE, ['lvm', 'dump', image, `bench/${volume}`, '-o', `${folder}/out`]);
      const took: { dd: number[]; dump: number[] } = { dd: [], dump: [] };
      for (let round = 0; round < ROUNDS; round++) {
        // A virtual machine's host takes back memory that was free for a moment, and giving it again costs more than the copy:
        // each is measured right after a copy that had the memory.
        once(dd);
        took.dd.push(once(dd));
        once(dd);
        took.dump.push(once(dump));
      }
      printFigure(`lvm_dump_${volume}_${SIZE_MIB}_mib`, median(took.dump), 'ms');
      printFigure(`lvm_dump_${volume}_dd`, median(took.dd), 'ms');
      printFigure(`lvm_dump_${volume}_to_dd`, median(took.dump) / median(took.dd), 'ratio');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timed(command: string, args: readonly string[]): number {
  execFileSync('sync');
  const began = performance.now();
  const { status, stderr } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return performance.now() - began;
}

function writeImage(path: string): void {
  const file = openSync(path, 'w');
  const noise = randomFillSync(new Uint8Array(MIB));
  for (let at = 0; at <= SIZE_MIB; at++) writeSync(file, noise);
  closeSync(file);
}

/** Makes it the disk of a group of this volume. */
function writeHeader(path: string, volume: string, stripes: string): void {
  const file = openSync(path, 'r+');
  const text = groupOf(volume, stripes);
  const areas = [{ offset: 4096, length: MIB - 4096, text }];
  writeSync(file, diskFixture({ sizeBytes: MIB, areas }), 0, MIB, 0);
  closeSync(file);
}

function groupOf(volume: string, stripes: string): string {
  const pv = `id = "abcdefGHIJklmnOPQRstuvWXYZ012345" status = [] pe_start = 2048 pe_count = ${SIZE_MIB}`;
  const segment = `start_extent = 0 extent_count = ${SIZE_MIB} type = "striped" stripe_size = 128 ${stripes}`;
  return `bench { id = "${'bench'.padEnd(32, 'x')}" seqno = 1 status = [] extent_size = 2048 max_lv = 0 max_pv = 0
    physical_volumes { pv0 { ${pv} } }
    logical_volumes { ${volume} { id = "${volume.padEnd(32, 'x')}" status = ["READ", "WRITE", "VISIBLE"]
      segment_count = 1 segment1 { ${segment} } } } }
    contents = "Text Format Volume Group" version = 1`;
}
