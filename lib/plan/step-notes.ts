import { shellCommand } from '../text/shell-quote.ts';
import type { ExclusiveOpen, Step } from './plan.ts';

/** How a step is run, where that is not as for any other: each a sentence. */
export function stepNotes({ guard, isAlways, after, exclusiveOpen }: Step): readonly string[] {
  return [
    ...(exclusiveOpen ? [exclusiveOpenNote(exclusiveOpen)] : []),
    ...(guard
      ? [
          `Guarded by a process of its own, which runs this, and then ${shellCommand(guard.argv)} if dmscope ends or ${guard.withinMs / 1000} s have passed.`,
        ]
      : []),
    ...(isAlways ? ['Always run once the guarded step was begun, whatever became of the others.'] : []),
    ...(after.length === 0 && !guard
      ? ['The kernel’s answer decides: nothing else on the host would show it.']
      : []),
  ];
}

function exclusiveOpenNote({ kname, isHeld }: ExclusiveOpen): string {
  const until = isHeld
    ? ', and kept so until the command has ended, so that nothing can be mounted from it meanwhile'
    : '';
  return `Right before, /dev/${kname} is opened exclusively, which the kernel refuses while anything has claimed the device${until}.`;
}
