'use client';

import { Notice } from '../ui/notice.tsx';
import type { SetView, View } from '../view-state.ts';
import type { Tree } from './use-tree.ts';

type EmptyTreeProps = { readonly tree: Tree; readonly view: View; readonly setView: SetView };

/** Why there is no row: nothing found, no mapped device, or no device at all. */
export function EmptyTree({ tree, view, setView }: EmptyTreeProps) {
  if (tree.matches && tree.matches.devNos.size > 0) {
    return (
      <Notice title={`${tree.matches.devNos.size} found, none of them device-mapper's`}>
        <button type="button" className="push-button" onClick={() => setView({ scope: 'all' })}>
          Show all devices
        </button>
      </Notice>
    );
  }
  if (tree.matches) {
    return (
      <Notice title="Nothing found">
        <p>
          No device has all of these words in its names, numbers, UUIDs, mount points, labels, targets or
          files.
        </p>
        <button type="button" className="push-button" onClick={() => setView({ q: null })}>
          Clear the search
        </button>
      </Notice>
    );
  }
  if (view.scope === 'dm') {
    return (
      <Notice title="No mapped devices">
        <p>
          This host has no device-mapper device; <span className="mono">dmsetup ls</span> prints “No devices
          found”.
        </p>
        <button type="button" className="push-button" onClick={() => setView({ scope: 'all' })}>
          Show all devices
        </button>
      </Notice>
    );
  }
  return (
    <Notice title="No block devices">
      The capture lists none. The problems at the top say what was not understood.
    </Notice>
  );
}
