/** What dmscope ends with. */
export const ExitStatus = {
  done: 0,
  failed: 1,
  /** Unknown words, an unknown device. */
  askedWrongly: 2,
  /** What a shell reports of a tool that wrote to nobody: 128 + SIGPIPE, which Node cannot die of. */
  brokenPipe: 141,
} as const;

/** One line on standard error. */
export function complain(message: string): void {
  process.stderr.write(`dmscope: ${message}\n`);
}
