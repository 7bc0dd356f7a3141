import type { Step } from './plan.ts';

/** What the kernel's answers to a message of a pool mean, by what dmsetup prints of them in the C locale. */
const ANSWERS: Partial<Record<Step['kind'], readonly (readonly [said: string, meaning: string])[]>> = {
  'create-thin-snapshot': [
    ['File exists', 'The pool has this thin ID already: choose another one.'],
    ['No data available', 'The pool has no such origin: the thin ID is not known to it.'],
    ['No space left on device', 'The pool has no space left for it.'],
    ['Operation not supported', 'The pool cannot be changed now: look at its status.'],
  ],
  'delete-thin': [
    ['No data available', 'The pool has no such thin ID.'],
    ['Device or resource busy', 'The thin volume is in use: something on the host has it mapped.'],
    ['Operation not supported', 'The pool cannot be changed now: look at its status.'],
  ],
};

/** In a sentence why the kernel refused a step; null for an answer that says no more than dmsetup does. */
export function answerInWords({ kind }: Step, stderr: string): string | null {
  return ANSWERS[kind]?.find(([said]) => stderr.includes(said))?.[1] ?? null;
}
