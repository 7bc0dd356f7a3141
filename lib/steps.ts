/**
 * Work that is done in steps, so that a page can draw and listen in between: a generator that stops now and then, and
 * in the end returns what it made. How long to go on at a time is for whoever runs it to say.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** All of it in one go. */
export function toTheEnd<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
