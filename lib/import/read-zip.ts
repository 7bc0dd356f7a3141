import { type UnzipFileInfo, unzipSync } from 'fflate';
import { BrokenArchive } from './broken-archive.ts';
import { type NamedFile, plainPath } from './named-file.ts';
import type { UnpackLimits } from './unpack.ts';

/** An entry's flags, bit 0 (APPNOTE.TXT of PKWARE, 4.4.4), where its local header has them. */
const FLAGS_AT = 6;

/**
 * The files of a zip whose path `isWanted`. What each unpacks to is what its entry says, and no more: so what all of them say is bounded
 * before any is unpacked. Throws BrokenArchive.
 */
export function readZip(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
  limits: UnpackLimits,
): readonly NamedFile[] {
  let count = 0;
  let keptBytes = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    count += 1;
    if (count > limits.entries) throw new BrokenArchive(`it holds more than ${limits.entries} files`);
    const path = plainPath(name);
    if (path === null || name.endsWith('/') || !isWanted(path)) return false;
    keptBytes += originalSize;
    if (keptBytes > limits.keptBytes)
      throw new BrokenArchive(`it holds more than ${Math.floor(limits.keptBytes / 2 ** 20)} MiB`);
    return true;
  };
  if (((bytes[FLAGS_AT] ?? 0) & 1) === 1) throw new BrokenArchive('it is encrypted, and not read here');
  return Object.entries(unzipSync(bytes, { filter })).map(([name, content]) => ({
    path: plainPath(name) ?? name,
    bytes: content,
  }));
}
