'use client';

import { useState } from 'react';
import { DialogFrame, DialogHead } from '../ui/dialog-frame.tsx';
import { HostText } from '../ui/host-text.tsx';
import type { Opened } from './open-given.ts';

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
  const [refusal, setRefusal] = useState<{ readonly text: string; readonly why: string } | null>(null);
  const open = async () => {
    if (text === null || text.trim() === '') return;
    setOpening(true);
    const result = await onOpen(text);
    setOpening(false);
    const why = result?.refused[0];
    if (why) setRefusal({ text, why });
    else if (result) onClose();
  };
  return (
    <DialogFrame isOpen={text !== null} onClose={onClose}>
      <DialogHead title="Open pasted text" what="the dialog">
        What <span className="mono">dmsetup ls --tree</span>, <span className="mono">dmsetup table</span>,{' '}
        <span className="mono">dmsetup info -c</span> or <span className="mono">lsblk</span> printed, one of
        them or several with their command lines, or a whole capture. It is read in this browser and sent
        nowhere.
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
      </div>
      <div className="dialog-foot">
        <p className="dialog-why" role="alert" data-failed>
          {refusal !== null && refusal.text === text && <HostText text={refusal.why} />}
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
