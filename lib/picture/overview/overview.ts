import { partition } from 'd3-hierarchy';
import type { DevNo } from '../../block/dev-no.ts';
import type { Finding, Severity } from '../../findings/finding.ts';
import { deviceKeys } from '../../stack/device-key.ts';
import { indexStack } from '../../stack/index-stack.ts';
import { type Layer, layerOf } from '../../stack/layer.ts';
import type { Device, Stack } from '../../stack/stack.ts';
import { rowsOfTrees, type Screen } from './fit-screen.ts';
import { furtherBases, treesOfHost } from './standing-on-one.ts';

/**
 * The host at a glance: every device as a cell of an icicle, bases below and what stands on them above, as wide as the
 * number of ends it carries. The whole is one long band, cut into as many rows as fit one screen, so that a thousand
 * devices still have names here and there and ten thousand at least a colour, and what the findings are about stands out.
 */
export type Overview = {
  readonly cells: readonly OverviewCell[];
  readonly width: number;
  readonly height: number;
  readonly deviceCount: number;
};

export type OverviewCell = {
  readonly devNo: DevNo;
  readonly identity: string;
  readonly name: string;
  readonly layer: Layer;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isSuspended: boolean;
  /** How many devices it stands on beside the one below it. */
  readonly furtherBases: number;
  /** Of the worst finding about it. */
  readonly severity: Severity | null;
  /** A device that spans several rows has a cell in each; this is not its first. */
  readonly isContinued: boolean;
};

export const SCREEN: Screen = { width: 1240, height: 700 };

export function overviewOf(stack: Stack, found: readonly Finding[], screen: Screen = SCREEN): Overview {
  const index = indexStack(stack);
  const keys = deviceKeys(stack);
  const trees = treesOfHost(index).map((root) => {
    const leaves = root.count().value ?? 1;
    return partition<Device>().size([leaves, 1])(root);
  });
  const fit = rowsOfTrees(
    trees.map((root) => ({ leaves: root.value ?? 1, levels: root.height + 1 })),
    screen,
  );
  const severities = worstOf(found);
  const cells: OverviewCell[] = [];
  trees.forEach((root, at) => {
    const start = fit.starts[at] ?? 0;
    root.each((node) => {
      const { data: device, x0, x1, depth } = node;
      const looks = {
        devNo: device.devNo,
        identity: keys.keyOf(device),
        name: device.name,
        layer: layerOf(index, device),
        isSuspended: device.dm?.isSuspended ?? false,
        furtherBases: furtherBases(index, device),
        severity: severities.get(device.devNo) ?? null,
      };
      fit.place({ from: start + x0, to: start + x1, depth }).forEach((box, i) => {
        cells.push({ ...looks, ...box, isContinued: i > 0 });
      });
    });
  });
  return { cells, width: screen.width, height: fit.height, deviceCount: stack.devices.length };
}

/** Findings come worst first. */
function worstOf(found: readonly Finding[]): ReadonlyMap<DevNo, Severity> {
  const severities = new Map<DevNo, Severity>();
  for (const { severity, devices } of found) {
    for (const { devNo } of devices) if (!severities.has(devNo)) severities.set(devNo, severity);
  }
  return severities;
}
