import { shellCommand } from '../text/shell-quote.ts';
import type { Step } from './plan.ts';

/** How a step is run, where that is not as for any other: each a sentence. */
export function stepNotes({ guard, isAlways, after }: Step): readonly string[] {
  return [
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
