import { deviceOf } from '../stack/index-stack.ts';
import type { Stack } from '../stack/stack.ts';
import type { Intent } from './intent.ts';
import { lvmSnapshotOf } from './steps/remove-snapshot.ts';

/** What confirms an intent that cannot be undone: the word, what it is, and what is lost. */
export type ToBeTyped = { readonly word: string; readonly what: 'name' | 'ID'; readonly loss: string };

/** Null for an intent that takes no such confirmation, or that is refused for another reason anyway. */
export function toBeTyped(intent: Intent, stack: Stack): ToBeTyped | null {
  if (intent.kind === 'thin-delete')
    return { word: `${intent.thinId}`, what: 'ID', loss: 'What is in the thin volume is lost then.' };
  if (intent.kind !== 'free-and-lvremove') return null;
  const target = deviceOf(stack, intent.device.identity);
  const snapshot = target && lvmSnapshotOf(target);
  return snapshot && { word: snapshot.name, what: 'name', loss: 'What is in the snapshot is lost then.' };
}
