import { CircleAlert, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Plan, Refusal } from '../../lib/plan/plan.ts';
import { HostText } from '../ui/host-text.tsx';

type NoteProps = {
  readonly severity: 'critical' | 'warning' | 'notice';
  readonly children: ReactNode;
  readonly role?: 'status' | 'alert';
};

/** Something to know before anything else in a dialog. */
export function Note({ severity, children, role }: NoteProps) {
  const Icon = severity === 'critical' ? OctagonAlert : CircleAlert;
  return (
    <div className="plan-note" data-severity={severity} role={role}>
      <Icon size={16} aria-hidden />
      <div className="plan-note-words">{children}</div>
    </div>
  );
}

/** Each with its cause and the way out. */
export function Refusals({ refusals }: { readonly refusals: readonly Refusal[] }) {
  return refusals.map(({ cause, wayOut }) => (
    <Note key={`${cause} ${wayOut}`} severity="critical">
      <p className="plan-cause">
        <HostText text={cause} />
      </p>
      <p>
        <HostText text={wayOut} />
      </p>
    </Note>
  ));
}

export function Warnings({ warnings }: Pick<Plan, 'warnings'>) {
  return warnings.map(({ sentence }) => (
    <Note key={sentence} severity="warning">
      <p>
        <HostText text={sentence} />
      </p>
    </Note>
  ));
}
