/**
 * Has the reader (reader.ts) read devices, and does not wait for it when it is caught by one: what it has said until then
 * counts, and it is left alone, for a signal would not free it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ReaderNews, ReaderRequest } from './reader.ts';

export type ReaderAnswers = {
  /** What was said of each device, by its position in the request; one that is not there was not come to. */
  readonly news: ReadonlyMap<number, ReaderNews>;
  /** It has stopped answering, and lives on. */
  readonly isStuck: boolean;
};

const READER = fileURLToPath(new URL('./reader.ts', import.meta.url));
const ANSWER_MS = 2000;
/** It has to start, and to say what it is about to open; a busy host may let it wait for its turn. */
const LONGEST_TURN_MS = 20_000;
const LOOK_EACH_MS = 50;

type Asking = { readonly argv: readonly string[]; readonly answerMs: number };
const USUAL: Asking = { argv: ['--disable-warning=ExperimentalWarning', READER], answerMs: ANSWER_MS };

export async function askReader(
  request: ReaderRequest,
  { argv, answerMs }: Asking = USUAL,
): Promise<ReaderAnswers> {
  // Nothing of ours stays open in it, and no Ctrl-C reaches it.
  const child = spawn(process.execPath, argv, {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(request));
  const { news, caughtAt, isStuck } = await listenTo(child, child.stdout, answerMs);
  child.stdin.destroy();
  child.stdout.destroy();
  child.unref();
  if (caughtAt !== null) {
    const reason = `no answer within ${answerMs / 1000} s; process ${child.pid} waits for it`;
    news.set(caughtAt, { kind: 'not-read', at: caughtAt, reason });
  }
  return { news, isStuck };
}

type Heard = {
  readonly news: Map<number, ReaderNews>;
  readonly isStuck: boolean;
  /** The device it is stuck on. */
  readonly caughtAt: number | null;
};

/** Until it has ended, or for as long as it makes sense. */
function listenTo(child: ChildProcess, output: Readable, answerMs: number): Promise<Heard> {
  const news = new Map<number, ReaderNews>();
  let heardAt = Date.now();
  let opening: number | null = null;
  return new Promise((resolve) => {
    const lines = createInterface({ input: output });
    const look = setInterval(() => {
      const silentMs = Date.now() - heardAt;
      const isCaught = opening !== null && silentMs >= answerMs && !isAtWork(child);
      if (isCaught || silentMs >= LONGEST_TURN_MS) end(true);
    }, LOOK_EACH_MS);
    // What comes first counts.
    const end = (isStuck: boolean) => {
      clearInterval(look);
      resolve({ news, isStuck, caughtAt: isStuck ? opening : null });
    };
    lines.on('line', (line) => {
      const said = newsIn(line);
      if (said === null) return;
      heardAt = Date.now();
      opening = said.kind === 'opening' ? said.at : null;
      if (said.kind !== 'opening') news.set(said.at, said);
    });
    lines.on('close', () => end(false));
    child.on('error', () => end(false));
  });
}

/** What was cut off where it ended is none. */
function newsIn(line: string): ReaderNews | null {
  try {
    return JSON.parse(line) as ReaderNews;
  } catch {
    return null;
  }
}

/** Whether it would run if it were its turn: it then waits for no device. */
function isAtWork({ pid }: ChildProcess): boolean {
  try {
    return / R /.test(readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, ''));
  } catch {
    return false;
  }
}
