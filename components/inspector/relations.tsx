'use client';

import { holdersOf } from '../../lib/stack/index-stack.ts';
import type { Device, Edge } from '../../lib/stack/stack.ts';
import { notableRoles } from '../tree/row-notes.ts';
import type { Tree } from '../tree/use-tree.ts';
import { HostText } from '../ui/host-text.tsx';
import { DeviceLink } from './device-link.tsx';
import { Group } from './facts.tsx';

type RelationsProps = {
  readonly tree: Tree;
  readonly device: Device;
  readonly onSelect: (device: Device) => void;
};

/** What holds a device, and what it stands on. */
export function Relations({ tree, device, onSelect }: RelationsProps) {
  const { index } = tree;
  const holders = holdersOf(index, device.devNo);
  return (
    <>
      <Group title={holders.length > 0 ? `Held by ${holders.length}` : 'Held by'}>
        {holders.length === 0 && <p className="quiet">It has no holders.</p>}
        <ul className="relations">
          {holders.map(({ holder, edge }) => (
            <li key={holder.devNo}>
              <DeviceLink index={index} device={holder} onSelect={onSelect} />
              <EdgeWords edge={edge} />
            </li>
          ))}
        </ul>
      </Group>
      <Group title={device.bases.length > 0 ? `Stands on ${device.bases.length}` : 'Stands on'}>
        {device.bases.length === 0 && <p className="quiet">Nothing below it.</p>}
        <ul className="relations">
          {device.bases.map((edge) => {
            const base = index.byDevNo.get(edge.base);
            return (
              <li key={`${edge.base} ${edge.kind}`}>
                {base ? (
                  <DeviceLink index={index} device={base} onSelect={onSelect} />
                ) : (
                  <span className="mono">{edge.base}</span>
                )}
                <EdgeWords edge={edge} />
              </li>
            );
          })}
        </ul>
      </Group>
    </>
  );
}

function EdgeWords({ edge }: { readonly edge: Edge }) {
  const words = edgeWords(edge);
  if (!words) return null;
  return (
    <p className="edge-words quiet">
      as <HostText text={words} />
    </p>
  );
}

function edgeWords(edge: Edge): string {
  switch (edge.kind) {
    case 'table':
      return notableRoles(edge.roles).join(', ');
    case 'partition':
      return 'the disk it is a partition of';
    case 'md':
      return 'a member of the array';
    case 'loop':
      return 'the device behind a loop';
    case 'nbd':
      return 'the device behind an nbd';
    case 'loop-file':
    case 'nbd-file':
      return `the file system that has ${edge.file ?? 'its file'}`;
    case 'bcache':
      return 'a bcache member';
    case 'other':
      return '';
    default:
      return edge.kind satisfies never;
  }
}
