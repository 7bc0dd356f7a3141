'use client';

import { Notice } from '../ui/notice.tsx';
import { useCaptureDesk } from './capture-desk.tsx';

/** A link names a recording by its bytes; they are in another browser, or were here once. */
export function MissingRecording({ onShowServer }: { readonly onShowServer: () => void }) {
  const { pickFiles } = useCaptureDesk();
  return (
    <Notice title="This browser does not have that recording" tone="bad">
      <p>
        It was opened in another browser, or has been removed from this one; recordings never leave the
        browser they are opened in. Open the same file here, and this link shows it.
      </p>
      <p className="notice-buttons">
        <button type="button" className="push-button" onClick={pickFiles}>
          Open the file…
        </button>
        <button type="button" className="push-button" onClick={onShowServer}>
          Show what the server has
        </button>
      </p>
    </Notice>
  );
}
