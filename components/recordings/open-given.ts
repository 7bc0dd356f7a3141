/**
 * From what was dropped, picked or pasted to recordings on the shelf, one after the other. Loaded when the first file comes:
 * a page that only shows a host needs none of it.
 */
import type { ErrorAnswer } from '../../lib/import/hints/error-answer.ts';
import { printableHostText } from '../../lib/text/host-text.ts';
import { type Dropped, droppedFiles, pickedFiles } from './dropped-files.ts';
import { givenOf, givenText } from './given.ts';
import { type Shelved, shelve } from './local-recordings.ts';
import { readInWorker } from './read-in-worker.ts';
import type { Given, Progress, ReadCaptures } from './reading-job.ts';

export type Source =
  | { readonly kind: 'dropped'; readonly items: readonly Dropped[] }
  | { readonly kind: 'picked'; readonly files: readonly File[] }
  | { readonly kind: 'pasted'; readonly text: string };

export type Opened = {
  readonly opened: readonly Shelved[];
  /** One sentence for each that was not opened: what, why, what to do. */
  readonly refused: readonly string[];
  /** Error messages that were given in place of outputs. */
  readonly answers: readonly ErrorAnswer[];
};

export type OpenOptions = {
  readonly signal: AbortSignal;
  readonly onProgress: (name: string, progress: Progress) => void;
};

/** More than these at once are a mistake. */
const AT_ONCE = 20;

export async function openGiven(source: Source, { signal, onProgress }: OpenOptions): Promise<Opened> {
  const given = await givenIn(source);
  const opened: Shelved[] = [];
  const refused: string[] = [];
  const answers: ErrorAnswer[] = [];
  if (given.length === 0) refused.push(`Nothing in it is known here. ${WHAT_OPENS}`);
  if (given.length > AT_ONCE)
    refused.push(`${given.length} files at once: only the first ${AT_ONCE} were opened.`);
  for (const each of given.slice(0, AT_ONCE)) {
    if (signal.aborted) break;
    const name = nameOf(each);
    const read = await readInWorker('import', each, {
      signal,
      onProgress: (progress) => onProgress(name, progress),
    });
    if (read.ok) opened.push(...(await shelveBoth(read.value, each.name)));
    else if (read.answer) answers.push(read.answer);
    else if (read.reason !== null) refused.push(`${name} was not opened: ${read.reason}. ${WHAT_OPENS}`);
  }
  return { opened, refused, answers };
}

/** Of a text in which commands were given more than once both are kept, to be compared; the last comes last. */
async function shelveBoth({ last, earlier }: ReadCaptures, name: string): Promise<readonly Shelved[]> {
  const first = earlier ? [await shelve(earlier, `${name || 'pasted text'}, given first`)] : [];
  return [...first, await shelve(last, name)];
}

const WHAT_OPENS = 'A capture, a sosreport, a supportconfig, or what dmsetup or lsblk printed can be opened.';

async function givenIn(source: Source): Promise<readonly Given[]> {
  switch (source.kind) {
    case 'dropped':
      return givenOf(await droppedFiles(source.items));
    case 'picked':
      return givenOf(pickedFiles(source.files));
    case 'pasted':
      return [givenText(source.text)];
    default:
      return source satisfies never;
  }
}

function nameOf({ name }: Given): string {
  return name === '' ? 'The pasted text' : printableHostText(name);
}
