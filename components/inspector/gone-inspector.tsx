'use client';

import type { RemovedDevice } from '../../lib/stack/followed-stack.ts';
import { utcText } from '../../lib/text/time-text.ts';
import { CloseButton } from '../ui/close-button.tsx';
import { HostText } from '../ui/host-text.tsx';

type GoneInspectorProps = {
  readonly deviceKey: string;
  readonly removed: readonly RemovedDevice[];
  readonly onClose: () => void;
};

/** In place of the inspector when the device that the URL names is not there, or no longer. */
export function GoneInspector({ deviceKey, removed, onClose }: GoneInspectorProps) {
  const gone = removed.find(
    ({ device }) => deviceKey === device.identity || deviceKey.startsWith(`${device.identity}@`),
  );
  return (
    <aside className="inspector" aria-label="Inspector">
      <div className="inspector-head">
        <h2 className="inspector-name mono">
          <HostText text={gone ? gone.device.name : deviceKey} />
        </h2>
        <CloseButton what="inspector" onClose={onClose} />
      </div>
      <p className="soft inspector-gone">
        {gone ? `Gone since ${utcText(gone.atMs)}.` : 'The host has no such device.'} If it comes back, it
        shows here again.
      </p>
    </aside>
  );
}
