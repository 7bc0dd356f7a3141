'use client';

import { Download } from 'lucide-react';
import { captureFileName } from '../../lib/capture/capture-file-name.ts';
import { captureHref } from '../trpc.tsx';
import { keptCapture, localRecording } from './local-recordings.ts';
import { isLocalId } from './shelf-room.ts';

const WORDS = 'Download the capture';

/** What is shown, as a capture file: from the server, or out of this browser. */
export function CaptureDownload({ hostId }: { readonly hostId: string }) {
  const icon = <Download size={16} aria-hidden />;
  if (isLocalId(hostId)) {
    return (
      <button
        type="button"
        className="icon-button"
        aria-label={WORDS}
        title={WORDS}
        onClick={() => download(hostId)}
      >
        {icon}
      </button>
    );
  }
  return (
    <a className="icon-button" href={captureHref(hostId)} download aria-label={WORDS} title={WORDS}>
      {icon}
    </a>
  );
}

async function download(hostId: string): Promise<void> {
  const [recording, kept] = [await localRecording(hostId), await keptCapture(hostId)];
  if (recording === null || kept === null) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([kept.bytes], { type: 'text/plain' }));
  link.download = captureFileName(recording);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
