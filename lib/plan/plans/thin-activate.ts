import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { formatSectors } from '../../text/size.ts';
import type { Warning } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { Draft } from '../plan-for.ts';
import { activateThinStep } from '../steps/activate-thin.ts';
import { lvmLine } from '../thin/lvm-line.ts';
import { activeThin } from '../thin/mapped-thin.ts';
import { poolRefusals } from '../thin/pool-refusals.ts';
import type { ThinIntentOf } from '../thin/thin-intent.ts';
import { activeRefusal, idRefusals, nameRefusals, sizeRefusals } from '../thin/word-refusals.ts';

/** Map a thin ID of a pool. */
export function thinActivatePlan(
  index: StackIndex,
  pool: Device,
  intent: ThinIntentOf<'thin-activate'>,
): Draft {
  const { thinId, sizeSectors, name } = intent;
  const active = activeThin(index, pool, thinId);
  const lvmWayOut = lvmLine(pool, active, ['lvchange', '-ay', '-K']);
  const refusals = [
    ...poolRefusals(index, pool, { need: 'reading', lvmWayOut }),
    ...idRefusals(thinId),
    ...sizeRefusals(sizeSectors),
    ...nameRefusals(index, name),
    ...(active ? [activeRefusal(active.device, thinId, '')] : []),
  ];
  const step = activateThinStep(pool, intent);
  return {
    title: `Activate thin ID ${thinId} of ${called(planDevice(pool))}`,
    steps: [step],
    goal: step.after,
    refusals,
    warnings: [sizeWarning(sizeSectors)],
    devices: [pool],
  };
}

function sizeWarning(sizeSectors: number): Warning {
  const sentence = `It is mapped with ${formatSectors(sizeSectors)}: a pool does not keep how large its volumes are, and what lies beyond is not seen.`;
  return { kind: 'as-told', device: null, sentence };
}
