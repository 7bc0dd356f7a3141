import type { Understood } from '../../lib/dm/target-type.ts';
import { decodeHostText, printableHostText } from '../../lib/text/host-text.ts';
import { type OpenSource, openBlockSource } from './open-block-source.ts';

/** What the paths are; raw disks unless told. */
export type ImageFormat = { readonly format?: 'raw' | 'qcow2'; readonly withBacking?: true };

/** `metadataText`: of a file that is no disk, but a copy of LVM's metadata. */
export type OpenImage = OpenSource & { readonly metadataText?: string };

/**
 * A disk, an image of one, or a copy of LVM's metadata. Any guest writes what is in its raw disk, so an image is unpacked only where its name says so too, and is
 * taken for a qcow2, which names files to be read, only where a person says so; `warn` is given what it may be instead.
 */
export async function openImage(
  path: string,
  { format, withBacking }: ImageFormat,
  warn: (sentence: string) => void,
): Promise<Understood<OpenImage>> {
  if (format === 'qcow2') {
    const { openQcow2 } = await import('./open-qcow2.ts');
    return openQcow2(path, { withBacking: withBacking === true });
  }
  const opened = await openBlockSource(path);
  if (!opened.ok || format === 'raw') return opened;
  const shown = printableHostText(path);
  const refused = async (reason: string) => {
    await opened.value.close();
    return { ok: false, reason: `${shown}: ${reason}` } as const;
  };
  const head = await headOf(opened.value);
  if (isOfFile(opened.value) && isMetadataText(head)) {
    if (opened.value.sizeBytes > MOST_TEXT_BYTES) return refused('it is longer than LVM metadata gets');
    const text = Buffer.alloc(opened.value.sizeBytes);
    const got = await opened.value.read([text], 0);
    return { ok: true, value: { ...opened.value, metadataText: decodeHostText(text.subarray(0, got)) } };
  }
  const { packingOf, unpackImage } = await import('./packed-image.ts');
  const packing = isOfFile(opened.value) ? packingOf(head) : null;
  if (packing !== null && path.endsWith(`.${packing}`)) {
    const image = await unpackImage(path, packing);
    return image.ok ? { ok: true, value: { ...opened.value, ...image.value } } : refused(image.reason);
  }
  const asRaw = 'and is read as if it were raw';
  if (packing !== null)
    warn(`${shown} looks like packed (${packing}) ${asRaw}; a name that ends in .${packing} has it unpacked`);
  else if (head.subarray(0, 4).equals(QCOW2_MAGIC))
    warn(`${shown} looks like a qcow2 image ${asRaw}; --format qcow2 or raw says which`);
  return opened;
}

const HEAD_BYTES = 4096;
const MOST_TEXT_BYTES = 2 ** 26;
const QCOW2_MAGIC = Buffer.from('QFI\xfb', 'latin1');

/** Its first bytes; none where they cannot be read, which whoever reads it is told. */
async function headOf(source: OpenSource): Promise<Buffer> {
  const head = Buffer.alloc(HEAD_BYTES);
  const got = await source.read([head], 0).catch(() => 0);
  return head.subarray(0, got);
}

function isOfFile({ inode }: OpenSource): boolean {
  return !inode.startsWith('device');
}

/** As vgcfgbackup writes it, and as it is in /etc/lvm/backup and archive. */
function isMetadataText(head: Buffer): boolean {
  const text = head.toString('latin1');
  return /^contents = "Text Format Volume Group"$/m.test(text) && !text.includes('\0');
}
