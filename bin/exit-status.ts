/** What dmscope ends with. */
export const ExitStatus = {
  done: 0,
  failed: 1,
  /** Unknown words, an unknown device. */
  usageError: 2,
  /** A command of a run was begun, and what came of it is not verified: the host may be changed. */
  unverified: 3,
  /** What a shell reports of a tool that wrote to nobody: 128 + SIGPIPE, which Node cannot die of. */
  brokenPipe: 141,
} as const;

/** One line on standard error. */
export function printError(message: string): void {
  process.stderr.write(`dmscope: ${message}\n`);
}

/** Says what is wrong with the words of a command, and gives the exit status for it. */
export function usageError(reason: string): number {
  printError(reason);
  return ExitStatus.usageError;
}
