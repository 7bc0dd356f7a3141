import type { Scanned } from '../lib/lvm/disk/scan-disks.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { type ImageFormat, type OpenImage, openImage } from '../server/lvm-disk/open-image.ts';
import { printError, usageError } from './exit-status.ts';
import { writeOut } from './write-out.ts';

/** As grep ends; what is damaged and no copy made up for is trouble, too. */
const ScanStatus = { found: 0, nothing: 1, trouble: 2 } as const;

export type LvmScanCommand = ImageFormat & { readonly paths: readonly string[]; readonly json?: true };

/** `dmscope lvm scan PATH…`; gives the exit status. */
export async function runLvmScan({ paths, json, ...images }: LvmScanCommand): Promise<number> {
  const opened = await openAll(paths, images);
  if (!opened) return ScanStatus.trouble;
  const { scan } = await scanOf(opened);
  const { holdsLvm, isDamaged } = await import('../lib/lvm/disk/scan.ts');
  if (json) {
    const { exportScan } = await import('../lib/lvm/disk/export-scan.ts');
    await writeOut([`${JSON.stringify(exportScan(scan), null, 2)}\n`]);
  } else {
    const { renderScan } = await import('../lib/lvm/disk/render-scan.ts');
    await writeOut(renderScan(scan));
  }
  await closeAll(opened);
  if (isDamaged(scan) || scan.places.some(({ failure }) => failure !== null)) return ScanStatus.trouble;
  return holdsLvm(scan) ? ScanStatus.found : ScanStatus.nothing;
}

/** All of the paths, or null: it has been said which cannot be opened. */
export async function openAll(
  paths: readonly string[],
  images: ImageFormat,
): Promise<readonly OpenImage[] | null> {
  const sources: OpenImage[] = [];
  for (const path of paths) {
    const opened = await openImage(path, images, printError);
    if (!opened.ok) printError(opened.reason);
    else {
      sources.push(opened.value);
      const twin = sources.find(({ inode }) => inode === opened.value.inode);
      if (twin === opened.value) continue;
      usageError(`${printableHostText(path)} is the same as ${printableHostText(twin?.path ?? '')}`);
    }
    await closeAll(sources);
    return null;
  }
  return sources;
}

export async function closeAll(sources: readonly OpenImage[]): Promise<void> {
  for (const { close } of sources) await close();
}

export async function scanOf(sources: readonly OpenImage[]): Promise<Scanned> {
  const { scanDisks } = await import('../lib/lvm/disk/scan-disks.ts');
  return scanDisks(sources.map((source) => ({ ...source, source })));
}
