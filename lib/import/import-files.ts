import { isOfUse } from './file-command.ts';
import { type Imported, importCapture } from './import-capture.ts';
import type { NamedFile } from './named-file.ts';
import { UNPACK_LIMITS, type UnpackOptions, unpack } from './unpack.ts';

/** What somebody picked, dropped or named: one file, which may be an archive, or the files of a folder. */
export async function importFiles(
  files: readonly NamedFile[],
  name: string,
  options: UnpackOptions = UNPACK_LIMITS,
): Promise<Imported> {
  const [only, another] = files;
  if (only === undefined || another !== undefined) return importCapture(files, name);
  const unpacked = await unpack(only, isOfUse, options);
  return unpacked.ok ? importCapture(unpacked.value, name) : unpacked;
}
