'use client';

/**
 * The desk is where captures from elsewhere come in, wherever on the page they are dropped or pasted: it opens them as hosts of
 * their own, shows how far that is, and says what came of it. Everything is read in this browser and stays there.
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { NOTHING_CHOSEN, type SetView, type View } from '../view-state.ts';
import { DeskNote } from './desk-note.tsx';
import { DropCover } from './drop-cover.tsx';
import type { Opened, OpenOptions, Source } from './open-given.ts';
import { PasteDialog } from './paste-dialog.tsx';
import type { Progress } from './reading-job.ts';
import { usePastedText } from './use-pasted-text.ts';

export type Desk = {
  readonly pickFiles: () => void;
  readonly pickFolder: () => void;
  readonly pasteText: () => void;
};

const NO_DESK: Desk = { pickFiles: () => undefined, pickFolder: () => undefined, pasteText: () => undefined };
const DeskContext = createContext(NO_DESK);

export function useCaptureDesk(): Desk {
  return useContext(DeskContext);
}

export type Note =
  | { readonly kind: 'busy'; readonly name: string; readonly progress: Progress | null }
  | ({ readonly kind: 'over' } & Opened);

type CaptureDeskProps = {
  readonly view: View;
  readonly setView: SetView;
  readonly children: ReactNode;
};

export function CaptureDesk({ view, setView, children }: CaptureDeskProps) {
  const [note, setNote] = useState<Note | null>(null);
  const [pasted, setPasted] = useState<string | null>(null);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const { open, stop } = useOpening({ view, setView, setNote });
  usePastedText({ onText: setPasted, onFiles: (list) => void open({ kind: 'picked', files: list }) });
  const desk = useMemo<Desk>(
    () => ({
      pickFiles: () => files.current?.click(),
      pickFolder: () => folder.current?.click(),
      pasteText: () => setPasted(''),
    }),
    [],
  );
  const onPicked = (list: readonly File[]) => {
    if (list.length > 0) void open({ kind: 'picked', files: list });
  };
  return (
    <DeskContext value={desk}>
      {children}
      <PickFiles ref={files} onPicked={onPicked} />
      <PickFiles ref={folder} isFolder onPicked={onPicked} />
      <DropCover onDrop={(items) => void open({ kind: 'dropped', items })} />
      <PasteDialog
        text={pasted}
        onText={setPasted}
        onOpen={(text) => open({ kind: 'pasted', text })}
        onClose={() => {
          setPasted(null);
          stop();
        }}
      />
      <DeskNote
        note={note}
        onCancel={stop}
        onCompare={(before, after) => {
          setView({ ...NOTHING_CHOSEN, host: after, compare: before }, { history: 'push' });
          setNote(null);
        }}
        onClose={() => setNote(null)}
      />
    </DeskContext>
  );
}

type PickFilesProps = {
  readonly ref: React.Ref<HTMLInputElement>;
  readonly isFolder?: true;
  readonly onPicked: (files: readonly File[]) => void;
};

/** Opened by a button of its own; never seen itself. */
function PickFiles({ ref, isFolder, onPicked }: PickFilesProps) {
  return (
    <input
      ref={ref}
      type="file"
      className="desk-input"
      aria-label={isFolder ? 'A folder to open' : 'Files to open'}
      tabIndex={-1}
      multiple
      {...(isFolder ? WHOLE_FOLDER : {})}
      onChange={({ currentTarget }) => {
        // Taken out of the input before it is emptied, so that the same file can be picked again.
        onPicked([...(currentTarget.files ?? [])]);
        currentTarget.value = '';
      }}
    />
  );
}

/** An attribute that React's types do not know. */
const WHOLE_FOLDER = { webkitdirectory: '' };

/** What reads files comes from the server when it is needed, and the server may be away. */
async function openLazily(source: Source, options: OpenOptions): Promise<Opened> {
  try {
    const { openGiven } = await import('./open-given.ts');
    return await openGiven(source, options);
  } catch (error) {
    return { opened: [], answers: [], refused: [`Nothing was opened: ${error}. Load the page again.`] };
  }
}

type OpeningProps = Pick<CaptureDeskProps, 'view' | 'setView'> & {
  readonly setNote: (note: Note | null) => void;
};

function useOpening({ view, setView, setNote }: OpeningProps) {
  const under = useRef<AbortController | null>(null);
  const stop = () => under.current?.abort();
  useEffect(() => () => under.current?.abort(), []);
  /** Null when it was given up. */
  const open = async (source: Source): Promise<Opened | null> => {
    stop();
    const mine = new AbortController();
    under.current = mine;
    setNote({ kind: 'busy', name: '', progress: null });
    mine.signal.addEventListener('abort', () => setNote(null));
    const result = await openLazily(source, {
      signal: mine.signal,
      onProgress: (name, progress) => {
        if (!mine.signal.aborted) setNote({ kind: 'busy', name, progress });
      },
    });
    if (mine.signal.aborted) return null;
    under.current = null;
    const last = result.opened.at(-1)?.recording;
    // Why text was not opened is said beside the text.
    setNote(source.kind === 'pasted' && !last ? null : { kind: 'over', ...result });
    // A link to a recording that was not here keeps what it asked for, once the recording is.
    if (last && (last.id !== view.host || view.compare !== null)) {
      setView({ ...NOTHING_CHOSEN, host: last.id }, { history: 'push' });
    }
    return result;
  };
  return { open, stop };
}
