'use client';

import { type ReactNode, useState } from 'react';
import type { Intent } from '../../lib/plan/intent.ts';
import { asSentence } from '../../lib/text/as-sentence.ts';
import { parseSectors } from '../../lib/text/parse-size.ts';
import { whyNoLabel } from '../../lib/thin/label.ts';
import type { ThinRow } from '../../lib/thin/thin-rows.ts';
import { DialogFrame, DialogHead } from '../ui/dialog-frame.tsx';
import { HostText } from '../ui/host-text.tsx';

type ThinDialogProps = {
  readonly asked: { readonly action: 'label' | 'snapshot' | 'activate'; readonly row: ThinRow };
  /** Identities: of the pool, and of a volume that is active. */
  readonly pool: string;
  readonly device: string | null;
  /** For a snapshot. Null when the pool has none left. */
  readonly freeId: number | null;
  readonly onLabel: (row: ThinRow, text: string) => Promise<string | null>;
  readonly onPlan: (intent: Intent) => void;
  readonly onClose: () => void;
};

/** Asks for what an action needs beside the volume that it is about: a label, a name, a size. */
export function ThinDialog(props: ThinDialogProps) {
  return (
    <DialogFrame isOpen onClose={props.onClose} className="dialog-small">
      <ThinForm {...props} />
    </DialogFrame>
  );
}

function ThinForm(props: ThinDialogProps) {
  switch (props.asked.action) {
    case 'label':
      return <LabelForm {...props} />;
    case 'snapshot':
      return <SnapshotForm {...props} />;
    case 'activate':
      return <ActivateForm {...props} />;
    default:
      return props.asked.action satisfies never;
  }
}

function LabelForm({ asked: { row }, onLabel, onClose }: ThinDialogProps) {
  const [text, setText] = useState(row.label);
  const [error, setError] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const whyNot = text === '' ? (row.label === '' ? '' : null) : whyNoLabel(text);
  const save = async () => {
    setSaving(true);
    const failed = await onLabel(row, text);
    setSaving(false);
    if (failed === null) onClose();
    else setError(failed);
  };
  return (
    <Form
      title={`Label of thin ID ${row.thinId}`}
      words="Your own words for this volume, up to 256 bytes, kept by dmscope on this host. A later volume of the same ID does not inherit them."
      button={text === '' && row.label !== '' ? 'Remove the label' : 'Save the label'}
      whyNot={isSaving ? '' : whyNot}
      error={error}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label="Label" value={text} onValue={setText} />
    </Form>
  );
}

function SnapshotForm({ asked: { row }, pool, device, freeId, onPlan, onClose }: ThinDialogProps) {
  const [name, setName] = useState('');
  const [id, setId] = useState(freeId === null ? '' : `${freeId}`);
  const [isActivated, setActivated] = useState(false);
  const thinId = /^\d{1,8}$/.test(id) ? Number(id) : null;
  const submit = () => {
    if (thinId === null) return;
    onPlan({
      kind: 'thin-snapshot',
      device: { identity: device ?? pool },
      ...(device === null ? { originId: row.thinId } : {}),
      thinId,
      name,
      ...(isActivated ? { isActivated: true } : {}),
    });
  };
  return (
    <Form
      title={`Snapshot of thin ID ${row.thinId}`}
      words="An active volume is suspended for a moment, and always resumed: a process of its own sees to that. The plan is shown before anything is run."
      button="Show the plan"
      whyNot={thinId === null ? 'the thin ID is a whole number' : name === '' ? '' : null}
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name of the snapshot" value={name} onValue={setName} />
      <Field label="Thin ID, a free one" value={id} onValue={setId} />
      <label className="check-label">
        <input
          type="checkbox"
          checked={isActivated}
          onChange={(event) => setActivated(event.target.checked)}
        />
        Activate it at once
      </label>
    </Form>
  );
}

function ActivateForm({ asked: { row }, pool, onPlan, onClose }: ThinDialogProps) {
  const [name, setName] = useState('');
  const [size, setSize] = useState('');
  const sizeSectors = parseSectors(size);
  const submit = () => {
    if (sizeSectors === null) return;
    onPlan({ kind: 'thin-activate', device: { identity: pool }, thinId: row.thinId, sizeSectors, name });
  };
  return (
    <Form
      title={`Activate thin ID ${row.thinId}`}
      words="The pool does not know how large a volume is meant to be: give the size it had."
      button="Show the plan"
      whyNot={
        name === '' || size === '' ? '' : sizeSectors === null ? 'a size is such as 10G or 2048s' : null
      }
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name of the mapping" value={name} onValue={setName} />
      <Field label="Size, such as 10G or 2048s" value={size} onValue={setSize} />
    </Form>
  );
}

type FormProps = {
  readonly title: string;
  readonly words: string;
  readonly button: string;
  /** Why it cannot go on yet; empty for what goes without saying, null when it can. */
  readonly whyNot: string | null;
  readonly error: string | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

function Form({ title, words, button, whyNot, error, onSubmit, onClose, children }: FormProps) {
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (whyNot === null) onSubmit();
      }}
    >
      <DialogHead title={title} what="the dialog">
        {words}
      </DialogHead>
      <div className="dialog-body dialog-fields">{children}</div>
      <div className="dialog-foot">
        <p className="dialog-why soft" role="alert" data-failed={error !== null || undefined}>
          <HostText text={error ?? (whyNot ? asSentence(whyNot) : '')} />
        </p>
        <button type="button" className="push-button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="push-button run-button" data-tone="main" disabled={whyNot !== null}>
          {button}
        </button>
      </div>
    </form>
  );
}

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
};

function Field({ label, value, onValue }: FieldProps) {
  return (
    <label className="dialog-field">
      <span className="soft">{label}</span>
      <input
        className="text-field mono"
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onValue(event.target.value)}
      />
    </label>
  );
}
