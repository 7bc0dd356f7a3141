import type { Reading } from '../reading.ts';

export type Superseded = {
  /** Those that count. */
  readonly readings: readonly Reading[];
  /** Earlier outputs of commands that were given again, in the order in which they were given. */
  readonly earlier: readonly Reading[];
};

/** Of a command whose output was given more than once the last one counts: people paste before and after. */
export function withoutSuperseded(all: readonly Reading[]): Superseded {
  const last = new Map(all.map((reading) => [keyOf(reading), reading]));
  const counts = (reading: Reading) => last.get(keyOf(reading)) === reading;
  return { readings: all.filter(counts), earlier: all.filter((reading) => !counts(reading)) };
}

function keyOf({ kind, command }: Reading): string {
  return `${kind} ${command.split(/\s+/).join(' ')}`;
}
