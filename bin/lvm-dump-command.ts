import { stat } from 'node:fs/promises';
import type { BlockSource } from '../lib/lvm/disk/block-source.ts';
import { pvNames, runLines } from '../lib/lvm/disk/render-scan.ts';
import {
  isDescribedOnly,
  problemsOf,
  type Scan,
  type ScannedGroup,
  type ScannedVolume,
} from '../lib/lvm/disk/scan.ts';
import { findVolume } from '../lib/lvm/disk/volume-address.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { formatBytes } from '../lib/text/size.ts';
import { chunksOf, copyVolume } from '../server/lvm-disk/copy-volume.ts';
import type { ImageFormat, OpenImage } from '../server/lvm-disk/open-image.ts';
import { ExitStatus, printError, usageError } from './exit-status.ts';
import { closeAll, openAll, scanOf } from './lvm-scan-command.ts';
import { writeOut } from './write-out.ts';

export type LvmDumpCommand = ImageFormat & {
  /** Paths, and last the volume. */
  readonly words: readonly string[];
  readonly output?: string;
  readonly list?: true;
  readonly resume?: true;
  readonly overwrite?: true;
};

/** `dmscope lvm dump PATH… VG/LV`; gives the exit status. */
export async function runLvmDump(command: LvmDumpCommand): Promise<number> {
  const { words, output, list } = command;
  const [volume = '', ...others] = words.toReversed();
  const paths = others.toReversed();
  if (paths.length === 0) return usageError('name the paths, and then the volume');
  if (!list && output === undefined) return usageError('say where to: -o FILE, or - for standard output');
  if (output === '-' && process.stdout.isTTY) return usageError('a volume is nothing for a terminal');
  const sources = await openAll(paths, command);
  if (!sources) return ExitStatus.usageError;
  try {
    return await dumpFrom(sources, volume, command);
  } finally {
    await closeAll(sources);
  }
}

async function dumpFrom(
  sources: readonly OpenImage[],
  volume: string,
  command: LvmDumpCommand,
): Promise<number> {
  const { output, list } = command;
  const { scan, sourceOf } = await scanOf(sources);
  const match = findVolume(scan, volume);
  if (!match.ok) return usageError(match.reason);
  const { group, found } = match.value;
  if (!found.layout.ok) {
    printError(
      `${printableHostText(volume)} cannot be read from here: ${printableHostText(found.layout.reason)}`,
    );
    return ExitStatus.failed;
  }
  for (const said of whatToKnow(scan, group, found)) printError(printableHostText(said));
  if (list) return printLayout(runLines(pvNames(scan, group), found.layout.value.runs));
  if (isDescribedOnly(scan, group)) {
    printError(
      `${printableHostText(volume)} cannot be read from here: only a copy of its metadata was given`,
    );
    return ExitStatus.failed;
  }
  const source = sourceOf(group, found.volume.name);
  if (!source || output === undefined) return ExitStatus.failed;
  return output === '-' ? dumpToStandardOutput(source) : dumpToFile(source, { ...command, output, sources });
}

/** What is wrong around a volume that can be read all the same. */
function whatToKnow(
  scan: Scan,
  { pvs, problems }: ScannedGroup,
  { doubt }: ScannedVolume,
): readonly string[] {
  const places = pvs.flatMap(({ at }) => at.flatMap((index) => scan.places[index] ?? []));
  const texts = [...places.flatMap(problemsOf), ...problems].map(({ text }) => text);
  return doubt === null ? texts : [...texts, doubt];
}

async function printLayout(lines: readonly string[]): Promise<number> {
  await writeOut(lines.map((line) => `${line}\n`));
  return ExitStatus.done;
}

async function dumpToStandardOutput(source: BlockSource): Promise<number> {
  try {
    for await (const { chunk } of chunksOf(source, 0)) await writeOut([chunk]);
    return ExitStatus.done;
  } catch (error) {
    printError((error as Error).message);
    return ExitStatus.failed;
  }
}

async function dumpToFile(
  source: BlockSource,
  {
    output,
    sources,
    resume,
    overwrite,
  }: LvmDumpCommand & { readonly output: string; readonly sources: readonly OpenImage[] },
): Promise<number> {
  const there = await stat(output).catch(() => null);
  if (there && sources.some(({ inode }) => inode === `${there.dev}:${there.ino}`))
    return usageError(`${printableHostText(output)} is what is read from`);
  const progress = createProgress(source.sizeBytes);
  const onInterrupt = () => {
    progress.end();
    printError(`interrupted; --resume continues ${printableHostText(output)}.partial`);
    process.exit(130);
  };
  process.once('SIGINT', onInterrupt);
  const copied = await copyVolume(source, output, {
    mayOverwrite: overwrite === true,
    isResumed: resume === true,
    onProgress: progress.show,
  });
  process.off('SIGINT', onInterrupt);
  progress.end();
  if (copied.ok) return ExitStatus.done;
  printError(copied.reason);
  return ExitStatus.failed;
}

const SHOWN_EACH_MS = 200;

/** One line on a terminal, written over and over; nothing elsewhere. */
function createProgress(sizeBytes: number) {
  const began = performance.now();
  let last = began;
  let beganAt: number | null = null;
  const isShown = process.stderr.isTTY === true;
  return {
    show: (doneBytes: number): void => {
      beganAt ??= doneBytes;
      const now = performance.now();
      if (!isShown || now - last < SHOWN_EACH_MS) return;
      last = now;
      const perSecond = (doneBytes - beganAt) / ((now - began) / 1000);
      const left = perSecond > 0 ? `, ${Math.ceil((sizeBytes - doneBytes) / perSecond)} s left` : '';
      const percent = Math.floor((100 * doneBytes) / sizeBytes);
      process.stderr.write(
        `\r\x1b[K${percent} %, ${formatBytes(doneBytes)} of ${formatBytes(sizeBytes)}, ${formatBytes(perSecond)}/s${left}`,
      );
    },
    end: (): void => {
      if (isShown) process.stderr.write('\r\x1b[K');
    },
  };
}
