import { ExitStatus } from './exit-status.ts';

/** Ends the process without a word when whoever read its output is gone. */
export function endQuietlyOnBrokenPipe(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(ExitStatus.brokenPipe);
    process.stderr.write(`dmscope: cannot write to standard output: ${error.message}\n`);
    process.exit(ExitStatus.failed);
  });
}

/** Writes to standard output, one chunk at a time as fast as it is taken. */
export async function writeOut(chunks: Iterable<Uint8Array | string>): Promise<void> {
  // A failed write is told to the error handler as well, which ends the process.
  for (const chunk of chunks)
    await new Promise<void>((resolve) => process.stdout.write(chunk, () => resolve()));
}
