import type { Intent } from '../../lib/plan/intent.ts';

/** `free:dm:LVM-…`, `free,deferred:dm:LVM-…`: an intent as a link has it. What has to be typed is never in a link. */
export function intentText(intent: Intent): string {
  const isDeferred = 'isDeferred' in intent && intent.isDeferred === true;
  return `${intent.kind}${isDeferred ? ',deferred' : ''}:${intent.device.identity}`;
}

/** Null for text that is no intent. */
export function intentOf(text: string): Intent | null {
  const colon = text.indexOf(':');
  const identity = text.slice(colon + 1);
  if (colon < 1 || identity === '') return null;
  const device = { identity };
  const [kind, more] = text.slice(0, colon).split(',', 2);
  switch (kind) {
    case 'free':
    case 'remove':
      if (more === undefined) return { kind, device };
      return more === 'deferred' ? { kind, device, isDeferred: true } : null;
    case 'resume':
    case 'clear':
      return more === undefined ? { kind, device } : null;
    case 'free-and-lvremove':
      return more === undefined ? { kind, device, typed: '' } : null;
    default:
      return null;
  }
}
