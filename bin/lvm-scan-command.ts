import type { Understood } from '../lib/dm/target-type.ts';
import type { Scanned } from '../lib/lvm/disk/scan-disks.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { type OpenSource, openBlockSource } from '../server/lvm-disk/open-block-source.ts';
import type { Packing } from '../server/lvm-disk/packed-image.ts';
import { askedWrongly, complain } from './exit-status.ts';
import { writeOut } from './write-out.ts';

/** As grep ends; what is damaged and no copy made up for is trouble, too. */
const ScanStatus = { found: 0, nothing: 1, trouble: 2 } as const;

/** What the paths are; raw disks unless told. */
export type ImageFormat = { readonly format?: 'raw' | 'qcow2'; readonly withBacking?: true };

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
): Promise<readonly OpenSource[] | null> {
  const sources: OpenSource[] = [];
  for (const path of paths) {
    const opened = await openOne(path, images);
    if (!opened.ok) complain(opened.reason);
    else {
      sources.push(opened.value);
      const twin = sources.find(({ inode }) => inode === opened.value.inode);
      if (twin === opened.value) continue;
      askedWrongly(`${printableHostText(path)} is the same as ${printableHostText(twin?.path ?? '')}`);
    }
    await closeAll(sources);
    return null;
  }
  return sources;
}

export async function closeAll(sources: readonly OpenSource[]): Promise<void> {
  for (const { close } of sources) await close();
}

async function openOne(path: string, { format, withBacking }: ImageFormat): Promise<Understood<OpenSource>> {
  if (format === 'qcow2') {
    const { openQcow2 } = await import('../server/lvm-disk/open-qcow2.ts');
    return openQcow2(path, { withBacking: withBacking === true });
  }
  const opened = await openBlockSource(path);
  if (!opened.ok || format !== undefined) return opened;
  if (await isMetadataText(opened.value)) {
    await opened.value.close();
    const shown = printableHostText(path);
    return {
      ok: false,
      reason: `${shown} is a copy of LVM metadata as text, not a disk: it belongs to --capture, beside what else is known of the host`,
    };
  }
  const { packingOf } = await import('../server/lvm-disk/packed-image.ts');
  const looksLike = await packingOf(opened.value);
  // The name is the host's; what is in a raw disk, any guest writes.
  if (looksLike !== null && !opened.value.inode.startsWith('device') && path.endsWith(`.${looksLike}`))
    return unpacked(opened.value, looksLike);
  const what = looksLike === null ? 'a qcow2 image' : `packed (${looksLike})`;
  const how =
    looksLike === null
      ? '--format qcow2 or raw says which'
      : `a name that ends in .${looksLike} has it unpacked`;
  if (looksLike !== null || (await looksLikeQcow2(opened.value)))
    complain(`${printableHostText(path)} looks like ${what} and is read as if it were raw; ${how}`);
  return opened;
}

async function unpacked(file: OpenSource, packing: Packing): Promise<Understood<OpenSource>> {
  const { unpackImage } = await import('../server/lvm-disk/packed-image.ts');
  const image = await unpackImage(file.path, packing);
  if (image.ok) return { ok: true, value: { ...file, ...image.value } };
  await file.close();
  return { ok: false, reason: `${printableHostText(file.path)}: ${image.reason}` };
}

/** What vgcfgbackup writes, and what is in /etc/lvm/backup and archive. */
async function isMetadataText(source: OpenSource): Promise<boolean> {
  if (source.inode.startsWith('device')) return false;
  const head = Buffer.alloc(4096);
  const got = await source.read([head], 0).catch(() => 0);
  const text = head.toString('latin1', 0, got);
  return /^contents = "Text Format Volume Group"$/m.test(text) && !text.includes('\0');
}

/** Only said, not acted upon: any guest can write these bytes to its raw disk, and a qcow2 names files to be read. */
async function looksLikeQcow2(source: OpenSource): Promise<boolean> {
  const magic = Buffer.alloc(4);
  await source.read([magic], 0).catch(() => 0);
  return magic.equals(Buffer.from('QFI\xfb', 'latin1'));
}

export async function scanOf(sources: readonly OpenSource[]): Promise<Scanned> {
  const { scanDisks } = await import('../lib/lvm/disk/scan-disks.ts');
  return scanDisks(sources.map((source) => ({ path: source.path, source })));
}
