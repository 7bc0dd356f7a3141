import { parseDevNo } from '../../block/dev-no.ts';
import { devicesOfSegment } from '../../dm/segment-details.ts';
import { deviceKeys } from '../../stack/device-key.ts';
import { type Holding, holdersOf, type StackIndex } from '../../stack/index-stack.ts';
import { type Layer, layerOf } from '../../stack/layer.ts';
import type { Device } from '../../stack/stack.ts';
import { lengthOnBase } from './length-on-base.ts';
import type { Range } from './range.ts';

/** A range of a device, and the device that it belongs to. */
export type OwnedRange = Range & {
  readonly device: Device;
  /** Of the owner, as a URL names it. */
  readonly identity: string;
  readonly layer: Layer;
  /** What the range is to its owner: `data`, `cow`, `leg`, `partition`; empty for nothing to say. */
  readonly role: string;
};

/** Which ranges of a device belong to what stands on it, and the holders of which nothing tells the place. */
export function usedRanges(index: StackIndex, device: Device, sizeSectors: number) {
  const ranges: OwnedRange[] = [];
  const unplaced: Device[] = [];
  for (const holding of holdersOf(index, device.devNo)) {
    const found = rangesOfHolding(holding, device, sizeSectors);
    if (found.length === 0) unplaced.push(holding.holder);
    const owner = {
      device: holding.holder,
      identity: deviceKeys(index.stack).keyOf(holding.holder),
      layer: layerOf(index, holding.holder),
    };
    for (const range of found) ranges.push({ ...range, ...owner });
  }
  return { ranges, unplaced };
}

type RoleRange = Range & { readonly role: string };

function rangesOfHolding(
  { holder, edge }: Holding,
  device: Device,
  sizeSectors: number,
): readonly RoleRange[] {
  const size = holder.sizeBytes === null ? sizeSectors : holder.sizeBytes / 512;
  switch (edge.kind) {
    case 'table':
      return rangesOfTable(holder, device, sizeSectors);
    case 'partition':
      return holder.partition
        ? [{ startSector: holder.partition.startSector, lengthSectors: size, role: 'partition' }]
        : rangesOfTable(holder, device, sizeSectors);
    case 'loop':
      return [{ startSector: (holder.loop?.offsetBytes ?? 0) / 512, lengthSectors: size, role: 'loop' }];
    case 'md':
    case 'nbd':
    case 'bcache':
      return [{ startSector: 0, lengthSectors: sizeSectors, role: 'member' }];
    case 'loop-file':
    case 'nbd-file':
    case 'other':
      return [];
    default:
      return edge.kind satisfies never;
  }
}

function rangesOfTable(holder: Device, device: Device, sizeSectors: number): readonly RoleRange[] {
  return (holder.dm?.segments ?? []).flatMap((segment) => {
    const devices = devicesOfSegment(segment);
    return devices.flatMap((named): RoleRange[] => {
      // A thin volume lies anywhere in its pool.
      if (parseDevNo(named.device) !== device.devNo || segment.target === 'thin') return [];
      const startSector = named.startSector ?? 0;
      const lengthSectors = lengthOnBase(segment, named, devices) ?? Math.max(0, sizeSectors - startSector);
      return [{ startSector, lengthSectors, role: named.role }];
    });
  });
}
