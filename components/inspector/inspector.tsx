'use client';

import { Tabs } from 'radix-ui';
import type { Finding } from '../../lib/findings/finding.ts';
import type { Intent } from '../../lib/plan/intent.ts';
import { LAYER_NAMES, layerOf } from '../../lib/stack/layer.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { stateMarks } from '../../lib/stack/state.ts';
import { StateMarks } from '../tree/state-cell.tsx';
import type { Tree } from '../tree/use-tree.ts';
import type { View } from '../view-state.ts';
import { DeviceFindings } from './device-findings.tsx';
import { DeviceTab } from './device-tab.tsx';
import { InspectorHead } from './inspector-head.tsx';
import { RawTab } from './raw-tab.tsx';
import { TableTab } from './table-tab.tsx';

type InspectorProps = {
  readonly tree: Tree;
  readonly device: Device;
  readonly hostId: string;
  readonly tab: View['tab'];
  readonly onTab: (tab: View['tab']) => void;
  readonly onSelect: (device: Device) => void;
  readonly onPlan: (intent: Intent) => void;
  /** All of the host's. */
  readonly findings: readonly Finding[];
  readonly onFinding: (finding: Finding) => void;
  readonly onClose: () => void;
};

/** Everything about one device. */
export function Inspector(props: InspectorProps) {
  const { tree, device, hostId, tab, onTab, onSelect, onPlan, findings, onFinding, onClose } = props;
  const layer = layerOf(tree.index, device);
  const marks = stateMarks(device);
  return (
    <aside className="inspector" aria-label="Inspector">
      <InspectorHead device={device} layer={layer} onClose={onClose} />
      <p className="inspector-state">
        <span className="soft">{LAYER_NAMES[layer].words}</span>
        <StateMarks marks={marks} />
      </p>
      <DeviceFindings device={device} findings={findings} onFinding={onFinding} />
      <Tabs.Root
        className="inspector-tabs"
        value={tab}
        onValueChange={(value) => onTab(value as View['tab'])}
      >
        <Tabs.List className="tab-list" aria-label="About this device">
          <Tabs.Trigger className="tab" value="device">
            Device
          </Tabs.Trigger>
          <Tabs.Trigger className="tab" value="table">
            Table and status
          </Tabs.Trigger>
          <Tabs.Trigger className="tab" value="raw">
            Raw lines
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content className="tab-content" value="device">
          <DeviceTab tree={tree} hostId={hostId} device={device} onSelect={onSelect} onPlan={onPlan} />
        </Tabs.Content>
        <Tabs.Content className="tab-content" value="table">
          <TableTab tree={tree} device={device} onSelect={onSelect} />
        </Tabs.Content>
        <Tabs.Content className="tab-content" value="raw">
          <RawTab hostId={hostId} device={device} />
        </Tabs.Content>
      </Tabs.Root>
    </aside>
  );
}
