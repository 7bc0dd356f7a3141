/**
 * `dmscope clean`: shows the plan, asks, has it run, and prints the result. It goes through the same runs as the page:
 * the same lock, the same journal, the same look before and after every step.
 */
import type { Understood } from '../lib/dm/target-type.ts';
import { canBeDeferred, INTENT_KINDS, type Intent, intentFor, isIntentKind } from '../lib/plan/intent.ts';
import { deviceOf } from '../lib/stack/index-stack.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { ExitStatus, usageError } from './exit-status.ts';
import { findOneDevice } from './find-one-device.ts';
import { openStack } from './open-stack.ts';
import { reviewAndRun, say, whyNobodyToAsk } from './review-and-run.ts';

export type CleanCommand = {
  /** An intent's word, or the id of a finding. */
  readonly what: string;
  readonly devices: readonly string[];
  readonly yes?: true;
  readonly deferred?: true;
  /** For a script that removes a snapshot for good: what an operator would type. */
  readonly typed?: string;
};

/** Exit status 0: what was asked for is so, verified on the host; 1: it is not; 2: usage error, or no host; 3: something may be done. */
export async function runClean(command: CleanCommand): Promise<number> {
  const mistake = mistakeIn(command);
  if (mistake !== null) return usageError(mistake);
  const { lookAtThisHost } = await import('../server/runs/look.ts');
  let looked = await lookAtThisHost('users');
  if (!looked.ok) return usageError(`this host cannot be read: ${looked.reason}`);
  const intents = await intentsOf(command, looked.value);
  if (!intents.ok) return usageError(intents.reason);
  const { thisHostRuns } = await import('../server/runs/this-host-runs.ts');
  for (const [at, intent] of intents.value.entries()) {
    if (at > 0) looked = await lookAtThisHost('users');
    if (!looked.ok) return usageError(`this host cannot be read: ${looked.reason}`);
    if (at > 0 && hasGone(intent, looked.value)) {
      await say(`${printableHostText(command.devices[at] ?? '')} was removed with the others.\n`);
      continue;
    }
    const status = await reviewAndRun(intent, command, { runs: thisHostRuns(), stack: looked.value });
    if (status !== ExitStatus.done) return status;
  }
  return ExitStatus.done;
}

function hasGone({ kind, device }: Intent, stack: Stack): boolean {
  return kind === 'remove' && deviceOf(stack, device.identity) === null;
}

function mistakeIn({ what, devices, yes, deferred, typed }: CleanCommand): string | null {
  const isKind = isIntentKind(what);
  if (isKind && devices.length === 0) return `clean ${what} needs a DEVICE`;
  if (!isKind && devices.length > 0)
    return `clean FINDING, or clean ${INTENT_KINDS.join(' | ')} DEVICE…; ${printableHostText(what)} is none of these`;
  if (deferred && isKind && !canBeDeferred(what)) return '--deferred goes with free and remove';
  if (typed !== undefined && what !== 'free-and-lvremove') return '--typed goes with free-and-lvremove';
  return whyNobodyToAsk({ ...(yes ? { yes } : {}) });
}

/** One for each device; or the one that a finding has. */
async function intentsOf(command: CleanCommand, stack: Stack): Promise<Understood<readonly Intent[]>> {
  const { what, devices, typed = '', deferred } = command;
  if (!isIntentKind(what)) return intentOfFinding(command);
  const intents: Intent[] = [];
  for (const word of devices) {
    const found = findOneDevice(stack, word);
    if (!found.ok) return found;
    const device = { identity: found.value.identity };
    intents.push(intentFor(what, device, { typed, isDeferred: deferred === true }));
  }
  return { ok: true, value: intents };
}

/** Some findings take what only a whole capture tells. */
async function intentOfFinding({ what, deferred }: CleanCommand): Promise<Understood<readonly Intent[]>> {
  const opened = await openStack({}, 'once');
  if (!opened.ok) return opened;
  const { findings } = await import('../lib/findings/findings.ts');
  const finding = findings(opened.value).find(({ id }) => id === what);
  const name = printableHostText(what);
  if (!finding)
    return {
      ok: false,
      reason: `this host has no finding ${name} that dmscope can fix; dmscope findings lists them`,
    };
  if (!finding.intent) {
    return {
      ok: false,
      reason: `dmscope has no plan that fixes ${name}; dmscope findings says what to do by hand`,
    };
  }
  const { kind, device } = finding.intent;
  const intent = intentFor(kind, { identity: device.identity }, { isDeferred: deferred === true });
  return { ok: true, value: [intent] };
}
