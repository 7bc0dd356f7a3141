import { parseDevNo } from '../../block/dev-no.ts';
import { devicesOfSegment } from '../../dm/segment-details.ts';
import { deviceKeys } from '../../stack/device-key.ts';
import type { StackIndex } from '../../stack/index-stack.ts';
import { type Layer, layerOf } from '../../stack/layer.ts';
import type { Device } from '../../stack/stack.ts';
import type { Range } from './range.ts';

/** A range of a device, and where it lies: on one base, or on several at once (stripes, legs). */
export type OwnSegment = Range & {
  readonly target: string;
  readonly bases: readonly SegmentBase[];
};

export type SegmentBase = {
  readonly name: string;
  readonly identity: string | null;
  readonly layer: Layer;
  readonly role: string;
  /** On the base; null where nothing tells. */
  readonly startSector: number | null;
};

/** In the order of the table. */
export function ownSegments(index: StackIndex, device: Device, sizeSectors: number): readonly OwnSegment[] {
  if (device.dm) {
    return device.dm.segments.map((segment) => ({
      startSector: segment.startSector,
      lengthSectors: segment.lengthSectors,
      target: segment.target,
      bases: devicesOfSegment(segment).map(({ device: named, role, startSector }) =>
        segmentBase(index, named, { role, startSector }),
      ),
    }));
  }
  const startSector = device.partition?.startSector ?? (device.loop ? device.loop.offsetBytes / 512 : null);
  const bases = device.bases.map(({ base, kind }) =>
    segmentBase(index, base, {
      role: kind === 'md' ? 'member' : '',
      startSector: kind === 'loop-file' ? null : startSector,
    }),
  );
  return bases.length === 0
    ? []
    : [{ startSector: 0, lengthSectors: sizeSectors, target: device.kind, bases }];
}

function segmentBase(
  index: StackIndex,
  named: string,
  place: Pick<SegmentBase, 'role' | 'startSector'>,
): SegmentBase {
  const devNo = parseDevNo(named);
  const base = devNo === null ? undefined : index.byDevNo.get(devNo);
  if (!base) return { name: named, identity: null, layer: 'missing', ...place };
  return {
    name: base.name,
    identity: deviceKeys(index.stack).keyOf(base),
    layer: layerOf(index, base),
    ...place,
  };
}
