'use client';

import { useState } from 'react';
import type { ErrorAnswer } from '../../lib/import/hints/error-answer.ts';
import { DialogFrame, DialogHead } from '../ui/dialog-frame.tsx';
import { HostText } from '../ui/host-text.tsx';
import { ErrorAnswerText } from './error-answer.tsx';
import type { Opened } from './open-given.ts';

/** Of this text: why it was not opened, or what it means. */
type Refusal = { readonly text: string; readonly why: string | null; readonly answer: ErrorAnswer | null };

type PasteDialogProps = {
  /** Null while it is closed. */
  readonly text: string | null;
  readonly onText: (text: string) => void;
  readonly onOpen: (text: string) => Promise<Opened | null>;
  readonly onClose: () => void;
};

/** Text out of a ticket or a terminal, looked at before it is opened. */
export function PasteDialog({ text, onText, onOpen, onClose }: PasteDialogProps) {
  const [isOpening, setOpening] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const open = async () => {
    if (text === null || text.trim() === '') return;
    setOpening(true);
    const result = await onOpen(text);
    setOpening(false);
    const [why = null] = result?.refused ?? [];
    const [answer = null] = result?.answers ?? [];
    if (why || answer) setRefusal({ text, why, answer });
    else if (result) onClose();
  };
  const said = refusal?.text === text ? refusal : null;
  return (
    <DialogFrame isOpen={text !== null} onClose={onClose}>
      <DialogHead title="Open pasted text" what="the dialog">
        What <span className="mono">dmsetup</span>, <span className="mono">lsblk</span>, LVM,{' '}
        <span className="mono">multipath</span>, <span className="mono">findmnt</span> and their like printed,
        one or several, as it stands in a ticket or a terminal; an error message; or a whole capture. It is
        read in this browser and sent nowhere.
      </DialogHead>
      <div className="dialog-body">
        <textarea
          className="paste-text mono"
          aria-label="Text to open"
          placeholder={EXAMPLE}
          spellCheck={false}
          rows={16}
          value={text ?? ''}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void open();
          }}
        />
        {said?.answer && <ErrorAnswerText answer={said.answer} />}
      </div>
      <div className="dialog-foot">
        <p className="dialog-why" role="alert" data-failed>
          {said?.why && <HostText text={said.why} />}
        </p>
        <button type="button" className="push-button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="push-button run-button"
          data-tone="main"
          disabled={isOpening || (text ?? '').trim() === ''}
          onClick={() => void open()}
        >
          {isOpening ? 'Reading …' : 'Open'}
        </button>
      </div>
    </DialogFrame>
  );
}

const EXAMPLE = `# dmsetup ls --tree
vg-snap (254:4)
 ├─vg-snap-cow (254:3)
 │  └─ (8:2)
 └─vg-lv-real (254:2)
    └─ (8:2)`;
