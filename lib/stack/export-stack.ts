import { explainStatus, explainTable } from '../dm/segment-details.ts';
import type { Fact, Health, Segment, TargetDevice } from '../dm/target-type.ts';
import type { Device, LiveSegment, MappedDevice, Stack } from './stack.ts';

/**
 * The stack as `dmscope stack --json` gives it to other programs: the model as it is, and with each table line what
 * dmscope makes of it. docs/stack-schema.md describes it; the schema's number changes when a reader could break, so
 * fields that only some target types have stay inside.
 */
export type ExportedStack = Omit<Stack, 'devices'> & { readonly devices: readonly ExportedDevice[] };

export type ExportedDevice = Omit<Device, 'dm'> & { readonly dm: ExportedMappedDevice | null };

export type ExportedMappedDevice = Omit<MappedDevice, 'segments' | 'inactiveSegments'> & {
  readonly segments: readonly ExportedLiveSegment[];
  readonly inactiveSegments: readonly ExportedSegment[];
};

export type ExportedSegment = Segment & { readonly explained: ExportedTable };

export type ExportedLiveSegment = LiveSegment & {
  readonly explained: ExportedTable;
  /** Null where the host was not asked, or has not answered. */
  readonly explainedStatus: ExportedStatus | null;
};

export type ExportedTable = {
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly devices: readonly TargetDevice[];
  /** Why the arguments are not understood; null when they are. */
  readonly problem: string | null;
};

export type ExportedStatus = {
  readonly health: Health;
  readonly badge: string | null;
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly problem: string | null;
};

export function exportStack(stack: Stack): ExportedStack {
  return { ...stack, devices: stack.devices.map(exportDevice) };
}

function exportDevice(device: Device): ExportedDevice {
  return { ...device, dm: device.dm && exportMapped(device.dm) };
}

function exportMapped(dm: MappedDevice): ExportedMappedDevice {
  return {
    ...dm,
    segments: dm.segments.map((segment) => ({
      ...segment,
      explained: exportTable(segment),
      explainedStatus: segment.status === null ? null : exportStatus(segment, segment.status),
    })),
    inactiveSegments: dm.inactiveSegments.map((segment) => ({ ...segment, explained: exportTable(segment) })),
  };
}

function exportTable(segment: Segment): ExportedTable {
  const { summary, facts, devices, problem } = explainTable(segment);
  return { summary, facts, devices, problem };
}

function exportStatus(segment: Segment, status: string): ExportedStatus {
  const { health, badge, summary, facts, problem } = explainStatus(segment, status);
  return { health, badge, summary, facts, problem };
}
