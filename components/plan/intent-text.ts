import { canBeDeferred, type Intent, intentFor, isIntentKind } from '../../lib/plan/intent.ts';
import { thinIntentOf, thinIntentText } from '../../lib/plan/thin/thin-intent-text.ts';

/** `free:dm:LVM-…`, `free,deferred:dm:LVM-…`, `thin-delete,id=5:dm:…`: an intent as a link has it. What has to be typed is never in a link. */
export function intentText(intent: Intent): string {
  const thin = thinIntentText(intent);
  if (thin !== null) return thin;
  const isDeferred = 'isDeferred' in intent && intent.isDeferred === true;
  return `${intent.kind}${isDeferred ? ',deferred' : ''}:${intent.device.identity}`;
}

/** Null for text that is no intent. */
export function intentOf(text: string): Intent | null {
  const colon = text.indexOf(':');
  const identity = text.slice(colon + 1);
  if (colon < 1 || identity === '') return null;
  const [kind = '', more] = text.slice(0, colon).split(',', 2);
  if (kind.startsWith('thin-')) return thinIntentOf(kind, more ?? '', { identity });
  if (!isIntentKind(kind)) return null;
  if (more === undefined) return intentFor(kind, { identity });
  return more === 'deferred' && canBeDeferred(kind)
    ? intentFor(kind, { identity }, { isDeferred: true })
    : null;
}
