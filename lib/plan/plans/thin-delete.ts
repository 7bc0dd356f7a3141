import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import type { Refusal } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { Draft } from '../plan-for.ts';
import { deleteThinStep } from '../steps/pool-message.ts';
import { lvmLine } from '../thin/lvm-line.ts';
import { activeThin, externalUsers, type MappedThin } from '../thin/mapped-thin.ts';
import { poolRefusals } from '../thin/pool-refusals.ts';
import type { ThinIntentOf } from '../thin/thin-intent.ts';
import { activeRefusal, idRefusals } from '../thin/word-refusals.ts';

/** Delete a thin ID that is not active. What is in it is gone then, so the operator types the ID. */
export function thinDeletePlan(index: StackIndex, pool: Device, intent: ThinIntentOf<'thin-delete'>): Draft {
  const { thinId, typed } = intent;
  const active = activeThin(index, pool, thinId);
  const lvmWayOut = lvmLine(pool, active, ['lvremove']);
  return {
    title: `Delete thin ID ${thinId} of ${called(planDevice(pool))} for good`,
    steps: [deleteThinStep(pool, thinId)],
    goal: [],
    refusals: [
      ...(typed === `${thinId}` ? [] : [notConfirmed(pool, thinId)]),
      ...poolRefusals(index, pool, { need: 'metadata', lvmWayOut }),
      ...idRefusals(thinId),
      ...(active ? [activeRefusal(active.device, thinId, usersOf(index, active))] : []),
    ],
    warnings: [],
    devices: [pool],
  };
}

function notConfirmed(pool: Device, thinId: number): Refusal {
  const device = planDevice(pool);
  const cause = `Deleting thin ID ${thinId} for good has to be confirmed.`;
  return { kind: 'not-confirmed', device, cause, wayOut: `Type the ID: ${thinId}` };
}

function usersOf(index: StackIndex, { device }: MappedThin): string {
  const [user, ...others] = externalUsers(index, device);
  if (!user) return '';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `, which ${called(planDevice(user))}${more} ${others.length === 0 ? 'has' : 'have'} as external origin`;
}
