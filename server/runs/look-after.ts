import { uptime } from 'node:os';
import { checkWords, isTrueOf } from '../../lib/plan/check.ts';
import type { Run } from '../../lib/run/run.ts';
import type { RunEventBody } from '../../lib/run/run-event.ts';
import { stackAround } from '../../lib/run/stack-around.ts';
import { indexStack, type StackIndex } from '../../lib/stack/index-stack.ts';
import type { Look } from './look.ts';
import type { LookAfter } from './make-ready.ts';
import { commandsOfRun, isAlive } from './process-mark.ts';
import type { RunParts } from './run-plan.ts';

type Parts = { readonly look: Look; readonly seeThinId: RunParts['seeThinId'] };

/**
 * What the host shows of a run that was cut short, at the next start of dmscope: what became of the step that was under way, and whether
 * the pool has its thin ID. Nothing after a reboot, which undoes more than a run does, nor while a command of it is at work.
 */
export function lookAfterWith({ look, seeThinId }: Parts): LookAfter {
  return async (run) => {
    const isBegun = run.steps.some(({ command }) => command !== null);
    const isOfThisBoot = run.beganAtMs > Date.now() - uptime() * 1000;
    if (!isBegun || !isOfThisBoot || commandsOfRun(run.id).some(isAlive)) return [];
    const looked = await look('users');
    if (!looked.ok) return [];
    const { plan } = run;
    const around = stackAround(plan, looked.value, run.before);
    const seen = await seeThinId(plan, looked.value);
    return [
      { kind: 'state', when: 'after', stack: around },
      ...found(run, indexStack(looked.value)),
      ...(seen ? [{ kind: 'thin-id', when: 'after', ...seen } as const] : []),
    ];
  };
}

function found({ plan, steps }: Run, index: StackIndex): readonly RunEventBody[] {
  return plan.steps.flatMap(({ after }, step): readonly RunEventBody[] => {
    const made = steps[step];
    if (!made?.command || made.endedAtMs !== null || after.length === 0) return [];
    const checks = after.map((check) => ({ words: checkWords(check), isTrue: isTrueOf(index, check) }));
    return [{ kind: 'step-found', step, checks }];
  });
}
