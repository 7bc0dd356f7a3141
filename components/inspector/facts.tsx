import type { ReactNode } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';

/** A group of the inspector: a heading and what belongs under it. */
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="group">
      <h3 className="group-title">{title}</h3>
      {children}
    </section>
  );
}

export function FactList({ children }: { readonly children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

type FactRowProps = {
  readonly label: string;
  readonly children: ReactNode;
  /** What a copy button puts on the clipboard; without it there is no button. */
  readonly copy?: string;
};

export function FactRow({ label, children, copy }: FactRowProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <span className="fact-value">{children}</span>
        {copy !== undefined && <CopyButton text={copy} what={label.toLowerCase()} />}
      </dd>
    </>
  );
}

/** A fact that is text from the host, in mono and to be copied; nothing when it is empty. */
export function HostFact({
  label,
  text,
}: {
  readonly label: string;
  readonly text: string | null | undefined;
}) {
  if (!text) return null;
  return (
    <FactRow label={label} copy={text}>
      <span className="mono">
        <HostText text={text} />
      </span>
    </FactRow>
  );
}
