import { MAX_THIN_ID } from '../../thin/thin-id.ts';
import type { Intent, IntentDevice } from '../intent.ts';
import type { ThinIntent } from './thin-intent.ts';

/** An intent for a thin volume as a link has it: `thin-snapshot,id=7&name=x:` and the identity. Null for any other. */
export function thinIntentText(intent: Intent): string | null {
  switch (intent.kind) {
    case 'thin-snapshot': {
      const { originId, thinId, name, isActivated } = intent;
      const origin = originId === undefined ? {} : { origin: `${originId}` };
      return textOf(intent, { id: `${thinId}`, name, ...origin, ...(isActivated ? { active: '' } : {}) });
    }
    case 'thin-activate':
      return textOf(intent, {
        id: `${intent.thinId}`,
        name: intent.name,
        size: `${intent.sizeSectors}`,
      });
    case 'thin-delete':
      return textOf(intent, { id: `${intent.thinId}` });
    default:
      return null;
  }
}

function textOf({ kind, device }: Intent, words: Readonly<Record<string, string>>): string {
  return `${kind},${new URLSearchParams(words)}:${device.identity}`;
}

/** Null for words that are none. */
export function thinIntentOf(kind: string, words: string, device: IntentDevice): ThinIntent | null {
  const told = new URLSearchParams(words);
  const thinId = numberIn(told, 'id', MAX_THIN_ID);
  const name = told.get('name') ?? '';
  if (thinId === null) return null;
  switch (kind) {
    case 'thin-snapshot': {
      const originId = told.has('origin') ? numberIn(told, 'origin', MAX_THIN_ID) : undefined;
      if (originId === null) return null;
      const origin = originId === undefined ? {} : { originId };
      return { kind, device, ...origin, thinId, name, ...(told.has('active') ? { isActivated: true } : {}) };
    }
    case 'thin-activate': {
      const sizeSectors = numberIn(told, 'size', Number.MAX_SAFE_INTEGER);
      return sizeSectors === null ? null : { kind, device, thinId, sizeSectors, name };
    }
    case 'thin-delete':
      return { kind, device, thinId, typed: '' };
    default:
      return null;
  }
}

function numberIn(told: URLSearchParams, word: string, max: number): number | null {
  const text = told.get(word) ?? '';
  return /^\d{1,16}$/.test(text) && Number(text) <= max ? Number(text) : null;
}
