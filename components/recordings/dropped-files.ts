import { isOfUse } from '../../lib/import/file-command.ts';
import { UNPACK_LIMITS } from '../../lib/import/unpack.ts';
import type { Given } from './reading-job.ts';

type GivenFile = Given['files'][number];

export type Dropped = FileSystemEntry | File;

/** The files of a drop, those of folders with their paths, as far as they could be of use. */
export async function droppedFiles(dropped: readonly Dropped[]): Promise<readonly GivenFile[]> {
  const files: GivenFile[] = [];
  const waiting: { readonly entry: Dropped; readonly path: string }[] = dropped.map((entry) => ({
    entry,
    path: entry.name,
  }));
  let count = 0;
  // What is pushed while it is walked comes up as well.
  for (const { entry, path } of waiting) {
    count += 1;
    if (count > UNPACK_LIMITS.entries) break;
    if (entry instanceof File) {
      files.push({ path, blob: entry });
    } else if (isFolder(entry)) {
      for (const inside of await entriesOf(entry))
        waiting.push({ entry: inside, path: `${path}/${inside.name}` });
    } else if (isFile(entry) && isOfUse(path)) {
      const blob = await fileOf(entry);
      if (blob) files.push({ path, blob });
    }
  }
  return files;
}

/** Those of a picker: of a folder's with their paths. */
export function pickedFiles(list: readonly File[]): readonly GivenFile[] {
  return list
    .map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }))
    .filter(({ path }) => isOfUse(path));
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** A reader gives some at a time, and none when there are no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** Null for what cannot be read, as a link that leads nowhere. */
function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}
