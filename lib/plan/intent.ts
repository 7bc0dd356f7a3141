import type { ThinIntent } from './thin/thin-intent.ts';

/**
 * What an operator wants done. The browser and the command line send an intent, never a command: which devices it
 * reaches and what is run on them is the plan's to say, from the stack as it is.
 */

/** A device as it is known from one capture to the next, so that a re-used number or name cannot be hit. */
export type IntentDevice = { readonly identity: string };

export type Intent = DeviceIntent | ThinIntent;

/** One that needs no more than its device and a word. */
export type DeviceIntent =
  /** Take down everything that stands on it. */
  | { readonly kind: 'free'; readonly device: IntentDevice; readonly isDeferred?: true }
  /** Take down everything that stands on it, and the device itself. */
  | { readonly kind: 'remove'; readonly device: IntentDevice; readonly isDeferred?: true }
  /** Let the I/O of a suspended mapped device go on. */
  | { readonly kind: 'resume'; readonly device: IntentDevice }
  /** Drop the table that is loaded but not live. */
  | { readonly kind: 'clear'; readonly device: IntentDevice }
  /** Take down everything that stands on a snapshot, and have LVM remove it for good. `typed` is what the operator typed. */
  | { readonly kind: 'free-and-lvremove'; readonly device: IntentDevice; readonly typed: string };

export type IntentKind = DeviceIntent['kind'];

export const INTENT_KINDS = [
  'free',
  'remove',
  'resume',
  'clear',
  'free-and-lvremove',
] as const satisfies readonly IntentKind[];

export function isIntentKind(word: string): word is IntentKind {
  return INTENT_KINDS.some((kind) => kind === word);
}

/** Only what devices are removed by can be deferred. */
export function canBeDeferred(kind: IntentKind): kind is 'free' | 'remove' {
  return kind === 'free' || kind === 'remove';
}

/** `more`: what was chosen or typed beside; left out where the kind has no use for it. */
export function intentFor(
  kind: IntentKind,
  device: IntentDevice,
  { isDeferred = false, typed = '' }: { readonly isDeferred?: boolean; readonly typed?: string } = {},
): DeviceIntent {
  if (kind === 'free-and-lvremove') return { kind, device, typed };
  return canBeDeferred(kind) && isDeferred ? { kind, device, isDeferred } : { kind, device };
}
