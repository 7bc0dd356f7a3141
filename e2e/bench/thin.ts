import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { best, printFigure } from './figures.ts';

const READ = fileURLToPath(new URL('read-thin-dump.ts', import.meta.url));
const THINS = 100_000;
const RUNS_EACH = 10;
/** A volume, and snapshots of it in a row. */
const GENERATIONS = 10;
const ROUNDS = 3;

/** A dump of a pool with many thin IDs, read in a process of its own, with that process's whole memory. */
export function benchThin(): void {
  const folder = mkdtempSync(join(tmpdir(), 'dmscope-bench-'));
  try {
    const dump = join(folder, 'dump.xml');
    writeDump(dump);
    const rounds = Array.from({ length: ROUNDS }, () => {
      const words = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', READ, dump]);
      return JSON.parse(words.toString()) as { readonly ms: number; readonly rssBytes: number };
    });
    printFigure('thin_dump_100000_ids_size', statSync(dump).size / 1e6, 'MB');
    printFigure('thin_dump_100000_ids', best(rounds.map(({ ms }) => ms)), 'ms');
    printFigure('thin_dump_100000_ids_memory', Math.max(...rounds.map((each) => each.rssBytes)) / 1e6, 'MB');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each snapshot has one run of its own in place of one of its origin's, as thin_dump of 0.9 prints them: all of it, for each. */
function writeDump(path: string): void {
  const file = openSync(path, 'w');
  const blocks = THINS * (RUNS_EACH + GENERATIONS) * 16;
  writeSync(
    file,
    `<superblock uuid="" time="${THINS}" transaction="${THINS}" flags="0" version="2" data_block_size="128" nr_data_blocks="${blocks}">\n`,
  );
  let free = 0;
  let runs: number[] = [];
  for (let thin = 0; thin < THINS; thin++) {
    const changed = thin % RUNS_EACH;
    if (thin % GENERATIONS === 0) runs = Array.from({ length: RUNS_EACH }, () => (free += 16));
    else runs[changed] = free += 16;
    const mappings = runs.map((begin, at) => mapping(at * 16, begin, at % 4 === 0 ? 1 : 16));
    const mapped = runs.reduce((sum, _, at) => sum + (at % 4 === 0 ? 1 : 16), 0);
    writeSync(
      file,
      `  <device dev_id="${thin}" mapped_blocks="${mapped}" transaction="${thin}" creation_time="${thin}" snap_time="${thin}">\n${mappings.join('')}  </device>\n`,
    );
  }
  writeSync(file, '</superblock>\n');
  closeSync(file);
}

function mapping(origin: number, data: number, length: number): string {
  return length === 1
    ? `    <single_mapping origin_block="${origin}" data_block="${data}" time="0"/>\n`
    : `    <range_mapping origin_begin="${origin}" data_begin="${data}" length="${length}" time="0"/>\n`;
}
