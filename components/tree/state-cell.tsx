import { CircleAlert, OctagonAlert } from 'lucide-react';
import type { StateMark } from '../../lib/stack/state.ts';

const ICONS = { bad: OctagonAlert, warn: CircleAlert, note: null, ok: null } as const;

/** Marks of a device's state; nothing at all for an ordinary active one. */
export function StateMarks({ marks }: { readonly marks: readonly StateMark[] }) {
  return marks.map(({ tone, word, meaning }) => {
    const Icon = ICONS[tone];
    return (
      <span key={word} className="state-mark" data-tone={tone} title={meaning}>
        {Icon && <Icon size={12} aria-hidden />}
        {word}
      </span>
    );
  });
}
