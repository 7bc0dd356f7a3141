import type { Intent } from '../../lib/plan/intent.ts';

/** What a link can ask a plan for. To have a snapshot removed for good takes more than a link. */
const KINDS = ['free', 'remove', 'resume', 'clear'] as const;

/** `free:dm:LVM-…`: an intent as a link has it. */
export function intentText({ kind, device }: Intent): string {
  return `${kind}:${device.identity}`;
}

/** Null for text that is no intent, or one that a link cannot have. */
export function intentOf(text: string): Intent | null {
  const colon = text.indexOf(':');
  const kind = KINDS.find((each) => each === text.slice(0, colon));
  const identity = text.slice(colon + 1);
  return kind && colon > 0 && identity ? { kind, device: { identity } } : null;
}
