/** An error message that people paste alone. */
export type KnownError = {
  /** Of one line; specific ones come before general ones. */
  readonly pattern: RegExp;
  /** What it usually means: two sentences at most. */
  readonly meaning: string;
  /** A command line that prints what dmscope needs. */
  readonly ask: string;
};
