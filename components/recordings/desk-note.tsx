'use client';

import { CircleAlert, FileCheck, LoaderCircle, X } from 'lucide-react';
import { formatBytes } from '../../lib/text/size.ts';
import { HostText } from '../ui/host-text.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { Note } from './capture-desk.tsx';
import { ErrorAnswerText } from './error-answer.tsx';
import type { Shelved } from './local-recordings.ts';
import { recordingName } from './recording-words.ts';

type DeskNoteProps = {
  readonly note: Note | null;
  readonly onCancel: () => void;
  readonly onCompare: (before: string, after: string) => void;
  readonly onClose: () => void;
};

/** At the foot of the page: how far a file is read, then what came of it where that is not plain to see. */
export function DeskNote({ note, onCancel, onCompare, onClose }: DeskNoteProps) {
  return (
    <div className="desk-notes" role="status">
      {note?.kind === 'busy' && <Busy note={note} onCancel={onCancel} />}
      {note?.kind === 'over' && <Over note={note} onCompare={onCompare} onClose={onClose} />}
    </div>
  );
}

type Of<K extends Note['kind']> = Extract<Note, { readonly kind: K }>;

function Busy({ note: { name, progress }, onCancel }: { note: Of<'busy'>; onCancel: () => void }) {
  const doing = progress?.doing === 'unpacking' ? 'unpacked' : 'read';
  return (
    <div className="desk-note" data-kind="busy">
      <LoaderCircle size={16} className="run-spin" aria-hidden />
      <p>
        Reading {name === '' ? '' : <HostText text={name} />}
        {progress !== null && (
          <span className="quiet">
            , {formatBytes(progress.bytes)} {doing}
          </span>
        )}
      </p>
      <button type="button" className="push-button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}

type OverProps = Pick<DeskNoteProps, 'onCompare' | 'onClose'> & { readonly note: Of<'over'> };

function Over({ note: { opened, refused, answers }, onCompare, onClose }: OverProps) {
  const told = opened.flatMap(shelfWords);
  const [first, second] = opened.map(({ recording }) => recording);
  const isPair = opened.length === 2 && first && second && first.id !== second.id;
  if (told.length === 0 && refused.length === 0 && answers.length === 0 && !isPair) return null;
  const Icon = refused.length > 0 || answers.length > 0 ? CircleAlert : FileCheck;
  return (
    <div className="desk-note" data-kind={refused.length > 0 ? 'refused' : 'told'}>
      <Icon size={16} aria-hidden />
      <div>
        {refused.map((sentence) => (
          <p key={sentence}>
            <HostText text={sentence} />
          </p>
        ))}
        {answers.map((answer) => (
          <ErrorAnswerText key={answer.matched} answer={answer} />
        ))}
        {isPair && <p>Two recordings were opened.</p>}
        {[...new Set(told)].map((sentence) => (
          <p key={sentence}>
            <HostText text={sentence} />
          </p>
        ))}
      </div>
      {isPair && (
        <button
          type="button"
          className="push-button"
          onClick={() =>
            first.timeSeconds > second.timeSeconds
              ? onCompare(second.id, first.id)
              : onCompare(first.id, second.id)
          }
        >
          Compare them
        </button>
      )}
      <IconButton icon={X} label="Close the note" hint="Close" onClick={onClose} />
    </div>
  );
}

/** What the reader would miss otherwise. */
function shelfWords({ removed, isLasting }: Shelved): readonly string[] {
  return [
    ...removed.map(
      (recording) => `To make room, ${recordingName(recording)} was removed: it was opened longest ago.`,
    ),
    ...(isLasting
      ? []
      : ['This browser has no room to keep it: it is gone when this page is closed or loaded again.']),
  ];
}
