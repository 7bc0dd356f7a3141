import type { Parsed, Problem } from '../problem.ts';
import type { Capture } from './capture.ts';
import { createStreamReader } from './stream-reader.ts';

/** A whole capture file, or a recorded stream: the last capture in it. Null if there is none. */
export function readCapture(bytes: Uint8Array): Parsed<Capture | null> {
  const reader = createStreamReader();
  const problems: Problem[] = [];
  let capture: Capture | null = null;
  for (const event of [...reader.push(bytes), ...reader.end()]) {
    if (event.kind === 'problem') problems.push(event.problem);
    else if (event.kind !== 'tick') capture = event.capture;
  }
  return { value: capture, problems };
}
