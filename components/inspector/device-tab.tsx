'use client';

import type { Intent } from '../../lib/plan/intent.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { ReportButton } from '../report/report-button.tsx';
import type { Tree } from '../tree/use-tree.ts';
import { Identity } from './identity.tsx';
import { InsideFacts } from './inside-facts.tsx';
import { KindFacts } from './kind-facts.tsx';
import { Relations } from './relations.tsx';
import { Uses } from './uses.tsx';

type DeviceTabProps = {
  readonly tree: Tree;
  readonly hostId: string;
  readonly device: Device;
  readonly onSelect: (device: Device) => void;
  readonly onPlan: (intent: Intent) => void;
};

export function DeviceTab({ tree, hostId, device, onSelect, onPlan }: DeviceTabProps) {
  return (
    <>
      <Relations tree={tree} device={device} onSelect={onSelect} />
      <Uses device={device} />
      <div className="report-actions device-plan">
        <button
          type="button"
          className="push-button"
          onClick={() => onPlan({ kind: 'free', device: { identity: device.identity } })}
        >
          What would free this?
        </button>
        <ReportButton hostId={hostId} about={{ kind: 'device', device }} />
      </div>
      <InsideFacts device={device} />
      <Identity device={device} />
      <KindFacts device={device} />
    </>
  );
}
