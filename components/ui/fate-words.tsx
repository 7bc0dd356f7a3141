import type { Fate } from '../../lib/diff/stack-diff.ts';
import { HostText } from './host-text.tsx';

const SIGNS: Readonly<Record<Fate['kind'], string>> = { added: '+', removed: '−', changed: '~' };

/** The sign that diff gives it, and in words what became of a device. */
export function FateWords({ fate: { kind, words } }: { readonly fate: Fate }) {
  return (
    <span className="fate" data-fate={kind}>
      <span className="mono" aria-hidden>
        {SIGNS[kind]}
      </span>{' '}
      <HostText text={words.join(', ') || kind} />
    </span>
  );
}
