'use client';

import type { Device } from '../../lib/stack/stack.ts';
import type { Tree } from '../tree/use-tree.ts';
import { Identity } from './identity.tsx';
import { KindFacts } from './kind-facts.tsx';
import { Relations } from './relations.tsx';
import { Uses } from './uses.tsx';

type DeviceTabProps = {
  readonly tree: Tree;
  readonly device: Device;
  readonly onSelect: (device: Device) => void;
};

export function DeviceTab({ tree, device, onSelect }: DeviceTabProps) {
  return (
    <>
      <Relations tree={tree} device={device} onSelect={onSelect} />
      <Uses device={device} />
      <Identity device={device} />
      <KindFacts device={device} />
    </>
  );
}
