import { canBeDeferred, type Intent, intentFor, isIntentKind } from '../../lib/plan/intent.ts';

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
  const [kind = '', more] = text.slice(0, colon).split(',', 2);
  if (!isIntentKind(kind)) return null;
  if (more === undefined) return intentFor(kind, { identity });
  return more === 'deferred' && canBeDeferred(kind)
    ? intentFor(kind, { identity }, { isDeferred: true })
    : null;
}
