'use client';

import type { RemovedDevice } from '../lib/stack/followed-stack.ts';
import type { Device } from '../lib/stack/stack.ts';
import { FindingInspector } from './findings/finding-inspector.tsx';
import type { Found } from './findings/findings-runner.ts';
import type { SelectedFinding } from './findings/use-selected-finding.ts';
import { GoneInspector } from './inspector/gone-inspector.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { intentText } from './plan/intent-text.ts';
import type { Tree } from './tree/use-tree.ts';
import type { SetView, View } from './view-state.ts';

type InspectorRegionProps = {
  readonly tree: Tree;
  readonly found: Found | null;
  readonly finding: SelectedFinding;
  readonly removed: readonly RemovedDevice[];
  readonly hostId: string;
  readonly view: View;
  readonly setView: SetView;
  readonly onSelect: (device: Device) => void;
};

/** Beside the tree: the selected device; without one, or once that is closed, the selected finding. */
export function InspectorRegion(props: InspectorRegionProps) {
  const { tree, found, finding, removed, hostId, view, setView, onSelect } = props;
  const closeDevice = () => setView({ device: null });
  if (tree.selected) {
    return (
      <Inspector
        tree={tree}
        device={tree.selected}
        hostId={hostId}
        tab={view.tab}
        onTab={(tab) => setView({ tab })}
        onSelect={onSelect}
        onPlan={(intent) => setView({ plan: intentText(intent) })}
        findings={found?.findings ?? []}
        onFinding={finding.select}
        onClose={closeDevice}
      />
    );
  }
  if (view.device !== null) {
    return <GoneInspector deviceKey={view.device} removed={removed} onClose={closeDevice} />;
  }
  if (view.finding === null || found === null) return null;
  return (
    <FindingInspector
      tree={tree}
      hostId={hostId}
      finding={finding.selected}
      onDevice={onSelect}
      onPlan={(intent) => setView({ plan: intentText(intent) })}
      onClose={finding.close}
    />
  );
}
