import { type Imported, importCapture, isOfUse } from './import-capture.ts';
import type { NamedFile } from './named-file.ts';
import { unpack } from './unpack.ts';

/** What somebody picked, dropped or named: one file, which may be an archive, or the files of a folder. */
export async function importFiles(files: readonly NamedFile[], name: string): Promise<Imported> {
  const [only, another] = files;
  if (only === undefined || another !== undefined) return importCapture(files, name);
  const unpacked = await unpack(only, isOfUse);
  return unpacked.ok ? importCapture(unpacked.value, name) : unpacked;
}
