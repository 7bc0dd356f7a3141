/** Something a parser met and did not understand. Nothing is dropped silently: what is not in the value is here. */
export type Problem = {
  /** Section of the capture, such as `dmsetup-table`; `stack` for a disagreement between sections. */
  readonly section: string;
  /** Line within the section, from 1; null when it is about the section as a whole. */
  readonly line: number | null;
  /** What is wrong, in words. */
  readonly message: string;
  /** The offending text, as found. */
  readonly text: string;
};

/** What every parser returns: a value for whatever was understood, and a problem for whatever was not. */
export type Parsed<T> = {
  readonly value: T;
  readonly problems: readonly Problem[];
};
