'use client';

import { Download } from 'lucide-react';
import { captureName } from '../../lib/capture/capture-name.ts';
import { saveFile } from '../report/save-file.ts';
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
  const { host, timeSeconds } = recording;
  saveFile({ name: `${captureName(host, timeSeconds)}.capture`, type: 'text/plain', bytes: kept.bytes });
}
