'use client';

import type { Intent } from '../../lib/plan/intent.ts';
import type { LvmSnapshot } from '../../lib/plan/steps/remove-snapshot.ts';
import type { ToBeTyped } from '../../lib/plan/to-be-typed.ts';
import { HostText } from '../ui/host-text.tsx';

type PlanOptionsProps = {
  readonly intent: Intent;
  /** What the target is to LVM, where that is a snapshot that can be removed for good. */
  readonly snapshot: LvmSnapshot | null;
  readonly onIntent: (intent: Intent) => void;
};

/** How else what is wanted could be done; each makes another plan. */
export function PlanOptions({ intent, snapshot, onIntent }: PlanOptionsProps) {
  const { kind, device } = intent;
  if (kind === 'free-and-lvremove') {
    return (
      <p className="plan-options">
        <button type="button" className="link-button" onClick={() => onIntent({ kind: 'free', device })}>
          Only free it, and keep the snapshot
        </button>
      </p>
    );
  }
  if (kind !== 'free' && kind !== 'remove') return null;
  return (
    <div className="plan-options">
      <label className="check-label">
        <input
          type="checkbox"
          checked={intent.isDeferred === true}
          onChange={({ target }) =>
            onIntent(target.checked ? { kind, device, isDeferred: true } : { kind, device })
          }
        />
        Remove what is open when its last user closes it (deferred)
      </label>
      {kind === 'free' && snapshot && (
        <button
          type="button"
          className="link-button"
          onClick={() => onIntent({ kind: 'free-and-lvremove', device, typed: '' })}
        >
          … and remove the snapshot for good
        </button>
      )}
    </div>
  );
}

type TypedConfirmationProps = {
  readonly confirmation: ToBeTyped;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
};

/** What cannot be had back takes its name, letter by letter. */
export function TypedConfirmation({ confirmation, typed, onTyped }: TypedConfirmationProps) {
  const { word, what, loss } = confirmation;
  return (
    <div className="plan-note typed-confirmation" data-severity="critical">
      <label className="plan-note-words">
        <span className="plan-cause">{loss}</span> To confirm, type its {what}:{' '}
        <strong className="mono typed-name">
          <HostText text={word} />
        </strong>
        <input
          type="text"
          className="text-field mono"
          value={typed}
          onChange={({ target }) => onTyped(target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </label>
    </div>
  );
}
