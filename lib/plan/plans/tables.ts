import type { DevNo } from '../../block/dev-no.ts';
import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import type { Refusal, Warning } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { Draft } from '../plan-for.ts';
import { clearStep } from '../steps/clear-table.ts';
import { resumeStep } from '../steps/resume.ts';

/** Let the I/O of a suspended device go on. */
export function resumePlan(index: StackIndex, target: Device): Draft {
  const device = planDevice(target);
  const { dm } = target;
  const refusals: Refusal[] = dm ? [] : [notMapped(target)];
  if (dm && !dm.isSuspended) {
    const cause =
      dm.isSuspended === null
        ? `It is not known whether ${called(device)} is suspended.`
        : `${called(device)} is not suspended.`;
    refusals.push({
      kind: 'not-suspended',
      device,
      cause,
      wayOut: 'Look below it: one of its bases may be.',
    });
  }
  return {
    title: `Resume ${called(device)}`,
    steps: dm ? [resumeStep(target)] : [],
    goal: [{ claim: 'is-active', device }],
    refusals,
    warnings: dm ? [...newTable(target), ...stillStuck(index, target)] : [],
    devices: [target],
  };
}

/** Drop the table that is loaded but not live. */
export function clearPlan(target: Device): Draft {
  const device = planDevice(target);
  const { dm } = target;
  const refusals: Refusal[] = dm ? [] : [notMapped(target)];
  if (dm && !dm.hasInactiveTable) {
    const cause =
      dm.hasInactiveTable === null
        ? `It is not known whether ${called(device)} has an inactive table.`
        : `${called(device)} has no inactive table.`;
    refusals.push({ kind: 'no-inactive-table', device, cause, wayOut: 'There is nothing to clear.' });
  }
  return {
    title: `Clear the inactive table of ${called(device)}`,
    steps: dm ? [clearStep(target)] : [],
    goal: [{ claim: 'has-no-inactive-table', device }],
    refusals,
    warnings: [],
    devices: [target],
  };
}

function notMapped(target: Device): Refusal {
  const device = planDevice(target);
  return {
    kind: 'not-mapped',
    device,
    cause: `${called(device)} is not a mapped device.`,
    wayOut: 'Only device-mapper suspends devices and keeps two tables.',
  };
}

function newTable(target: Device): readonly Warning[] {
  if (!target.dm?.hasInactiveTable) return [];
  const device = planDevice(target);
  const lines = target.dm.inactiveSegments.map(({ startSector, lengthSectors, target: type, args }) =>
    [startSector, lengthSectors, type, args].join(' '),
  );
  const table = lines.length > 0 ? ` (${lines.join('; ')})` : '';
  const sentence = `${called(device)} has another table loaded${table}: resuming puts it in the place of the live one. To keep the live one, clear it first.`;
  return [{ kind: 'new-table', device, sentence }];
}

/** Its I/O waits on, as long as something below is suspended, too. */
function stillStuck(index: StackIndex, target: Device): readonly Warning[] {
  const below = new Set<DevNo>(target.bases.map(({ base }) => base));
  const warnings: Warning[] = [];
  for (const devNo of below) {
    const base = index.byDevNo.get(devNo);
    for (const edge of base?.bases ?? []) below.add(edge.base);
    if (!base?.dm?.isSuspended) continue;
    const device = planDevice(base);
    const sentence = `${called(device)}, which it stands on, is suspended as well: I/O waits until that is resumed, and the resume may, too.`;
    warnings.push({ kind: 'still-stuck', device, sentence });
  }
  return warnings;
}
