/** Cells that were set up in a guest, and what each consists of there. */
import type { Guest } from '../guest.ts';
import { type Cell, folderOf, nameOf, zooCommand } from './cell.ts';
import type { Wish } from './in-guest.ts';
import type { Subject } from './judge.ts';

export type Made = Subject & {
  /** Kernel names of the devices that were made for it. */
  readonly knames: ReadonlySet<string>;
  /** Of the last of its paths, which is the one to be removed. */
  readonly targetKname: string;
};

/** A guest may share its processor. */
export const PATIENT = { timeoutMs: 300_000 };

const MODULES =
  'loop dm-snapshot dm-thin-pool dm-crypt dm-multipath dm-service-time raid1 bcache vfat nls_cp437 nls_ascii';

/** Loads modules. Each nbd device costs udev a moment: there are as many as numbers are used. */
export async function prepareZoo(guest: Guest, cells: readonly Cell[]): Promise<void> {
  const numbers = cells.map(({ id }) => Number(id.slice(1)) + 1);
  const nbds = `modprobe nbd nbds_max=${Math.max(...numbers)} max_part=4`;
  await guest.ok(`mkdir -p /lab/zoo; ${nbds}; modprobe -a ${MODULES}; udevadm settle --timeout=60`, PATIENT);
}

export type MadeCells = {
  readonly made: readonly Made[];
  /** Those that could not be made or used, each with why: faults of the zoo. */
  readonly unmade: readonly string[];
};

/** Makes the cells and has them used. */
export async function makeCells(guest: Guest, cells: readonly Cell[]): Promise<MadeCells> {
  const made: Made[] = [];
  const unmade: string[] = [];
  const hasMultipath = (await guest.run('command -v multipath')).exitStatus === 0;
  const seen = new Map(numbersIn(await guest.ok('cat /proc/partitions')));
  for (const cell of cells) {
    const folder = folderOf(cell);
    const parts = [
      zooCommand(cell, 'make', 'use', 'check'),
      `cat ${folder}/devices`,
      `cat ${folder}/*.pid 2>/dev/null || :`,
      `readlink -f "$(tail -n 1 ${folder}/devices)"`,
      'cat /proc/partitions',
    ];
    const { exitStatus, stdout, stderr } = await guest.run(`set -e; ${parts.join('; echo --; ')}`, PATIENT);
    const listed = stdout.toString();
    if (exitStatus !== 0) {
      unmade.push(`${nameOf(cell)}: ${listed}${stderr}`);
      continue;
    }
    const [, paths = '', pids = '', target = '', partitions = ''] = listed.split('--\n');
    const own = [...numbersIn(partitions)].filter(([kname]) => !seen.has(kname));
    for (const [kname, devNo] of own) seen.set(kname, devNo);
    made.push({
      cell,
      hasMultipath,
      paths: paths.trim().split('\n'),
      pids: pids.trim().split(/\s+/).filter(Boolean).map(Number),
      knames: new Set(own.map(([kname]) => kname)),
      devNos: new Set(own.map(([, devNo]) => devNo)),
      targetKname: target.trim().replace('/dev/', ''),
    });
  }
  return { made, unmade };
}

/** By kernel name, of all devices that have a size. */
function numbersIn(partitions: string): ReadonlyMap<string, string> {
  const lines = partitions.matchAll(/^ *(\d+) +(\d+) +\d+ (\S+)$/gm);
  return new Map(Array.from(lines, ([, major, minor, kname = '']) => [kname, `${major}:${minor}`]));
}

const KINDS = ['free', 'remove'] as const;

export function wishesFor(made: readonly Subject[]): readonly Wish[] {
  return made.flatMap(({ paths }) => paths.flatMap((path) => KINDS.map((kind) => ({ kind, path }))));
}

/** Whether an entry of the host's state is of this cell: everything of it is in its folder, or a device of its own. */
export function isOf({ cell, knames }: Made, key: string): boolean {
  return knames.has(key) || key.includes(`${folderOf(cell)}/`);
}
