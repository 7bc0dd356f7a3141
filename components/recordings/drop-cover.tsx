'use client';

import { FileInput } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Dropped } from './dropped-files.ts';

/** Over the whole page while files are dragged across it: what can be dropped, and where it goes. */
export function DropCover({ onDrop }: { readonly onDrop: (dropped: readonly Dropped[]) => void }) {
  const isOver = useFilesOver(onDrop);
  if (!isOver) return null;
  return (
    <div className="drop-cover">
      <div className="drop-frame">
        <FileInput size={28} aria-hidden />
        <p className="drop-title">Drop to open</p>
        <p className="soft">
          A capture, a sosreport or supportconfig (folder or archive), or what dmsetup and lsblk printed. It
          is read in this browser and sent nowhere.
        </p>
      </div>
    </div>
  );
}

/** Folders are entries; what is none, such as a file out of another page, is the file itself. */
function droppedItem(item: DataTransferItem): readonly Dropped[] {
  const dropped = item.kind === 'file' ? (item.webkitGetAsEntry() ?? item.getAsFile()) : null;
  return dropped === null ? [] : [dropped];
}

/** A drag tells of every element that it enters and leaves: it is over when it has left them all. */
function useFilesOver(onDrop: (dropped: readonly Dropped[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    let depth = 0;
    const leave = () => {
      depth = 0;
      setOver(false);
    };
    const on = (act: (event: DragEvent) => void) => (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      act(event);
    };
    const handlers = {
      dragenter: on(() => {
        depth += 1;
        setOver(true);
      }),
      dragover: on(() => undefined),
      dragleave: on(() => {
        depth -= 1;
        if (depth <= 0) leave();
      }),
      drop: on(({ dataTransfer }) => {
        leave();
        // A drop forgets its files as soon as its event is over.
        latest.current([...(dataTransfer?.items ?? [])].flatMap(droppedItem));
      }),
    };
    const names = Object.keys(handlers) as (keyof typeof handlers)[];
    for (const name of names) addEventListener(name, handlers[name]);
    return () => {
      for (const name of names) removeEventListener(name, handlers[name]);
    };
  }, []);
  return isOver;
}
