import type { Guest } from './guest.ts';

/** One way to ask for the tree, and what dmsetup printed: standard output and standard error together. */
export type PrintedTree = {
  readonly locale: string;
  readonly mangling: string;
  readonly options: string;
  readonly exitStatus: number;
  readonly output: Buffer;
};

/** `LOCALE MANGLING OPTIONS` a line, each asked of dmsetup in the guest, in one command. */
export async function dmsetupTrees(guest: Guest, requests: readonly string[]): Promise<PrintedTree[]> {
  const stdin = requests.map((line) => `${line}\n`).join('');
  const result = await guest.run('/mnt/dmscope/e2e/lab/guest/trees', { stdin, timeoutMs: 600_000 });
  if (result.exitStatus !== 0) throw new Error(`trees ended with ${result.exitStatus}: ${result.stderr}`);
  return readTrees(result.stdout);
}

function readTrees(bytes: Buffer): PrintedTree[] {
  const headerEnd = bytes.indexOf('\n\n');
  let at = headerEnd + 2;
  const headers = bytes.toString('latin1', 0, headerEnd).split('\n');
  return headers.map((header) => {
    const [status = '', length = '', locale = '', mangling = '', options = ''] = header.split(' ');
    const output = bytes.subarray(at, at + Number(length));
    at += Number(length);
    return { locale, mangling, options, exitStatus: Number(status), output };
  });
}
