/** `dmscope thin snapshot`, `activate` and `delete`: words into intents, which go the way of `dmscope clean`. */
import type { Understood } from '../lib/dm/target-type.ts';
import { groupUuidOf } from '../lib/findings/volume-groups.ts';
import type { ThinIntent } from '../lib/plan/thin/thin-intent.ts';
import { indexStack } from '../lib/stack/index-stack.ts';
import type { Device, Stack } from '../lib/stack/stack.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { parseSectors } from '../lib/text/parse-size.ts';
import { freeThinId } from '../lib/thin/free-thin-id.ts';
import { usageError } from './exit-status.ts';
import { findOneDevice } from './find-one-device.ts';
import { type Consent, reviewAndRun, whyNobodyToAsk } from './review-and-run.ts';

export type ThinSnapshotCommand = Consent & {
  readonly origin: string;
  /** One that is free, where it is left out. */
  readonly id?: string;
  readonly name: string;
  readonly originId?: string;
  readonly activate?: true;
};

export async function runThinSnapshot(command: ThinSnapshotCommand): Promise<number> {
  const { origin, id, name, originId, activate } = command;
  const asked = id === undefined ? undefined : wholeNumber(id);
  const ofId = originId === undefined ? undefined : wholeNumber(originId);
  if (asked === null) return usageError(`--id ${notANumber(id)}`);
  if (ofId === null) return usageError(`--origin-id ${notANumber(originId)}`);
  return ask(command, origin, async (device, stack) => {
    const free =
      asked === undefined ? await freeIdBeside(device, stack) : { ok: true as const, value: asked };
    if (!free.ok) return free;
    const intent: ThinIntent = {
      kind: 'thin-snapshot',
      device: { identity: device.identity },
      ...(ofId === undefined ? {} : { originId: ofId }),
      thinId: free.value,
      name,
      ...(activate ? { isActivated: true } : {}),
    };
    return { ok: true, value: intent };
  });
}

/** Of LVM's pools none is looked for: their plan is refused whatever the ID is. */
async function freeIdBeside(device: Device, stack: Stack): Promise<Understood<number>> {
  const { poolOfDevice } = await import('../lib/thin/find-pool.ts');
  const pool = poolOfDevice(indexStack(stack), device);
  if (pool === null || groupUuidOf(pool) !== null) return { ok: true, value: 0 };
  const { readPool } = await import('../server/thin/read-pool.ts');
  const read = await readPool({ stack, pool });
  if (!read.ok)
    return { ok: false, reason: `no free thin ID could be looked for: ${read.reason}; give one with --id` };
  const id = freeThinId(read.value.thins.map(({ thinId }) => thinId));
  return id === null ? { ok: false, reason: 'the pool has no thin ID left' } : { ok: true, value: id };
}

type OfPool = Consent & { readonly pool: string; readonly id: string };

export async function runThinActivate(
  command: OfPool & { readonly name: string; readonly size: string },
): Promise<number> {
  const { pool, id, name, size } = command;
  const thinId = wholeNumber(id);
  const sizeSectors = parseSectors(size);
  if (thinId === null) return usageError(`thin ID ${notANumber(id)}`);
  if (sizeSectors === null)
    return usageError(
      `--size is a number of sectors or bytes, such as 10G or 2048s, not ${printableHostText(size)}`,
    );
  return ask(command, pool, ({ identity }) => ({
    ok: true,
    value: { kind: 'thin-activate', device: { identity }, thinId, sizeSectors, name },
  }));
}

export async function runThinDelete(command: OfPool & { readonly typed?: string }): Promise<number> {
  const { pool, id, typed = '' } = command;
  const thinId = wholeNumber(id);
  if (thinId === null) return usageError(`thin ID ${notANumber(id)}`);
  return ask(command, pool, ({ identity }) => ({
    ok: true,
    value: { kind: 'thin-delete', device: { identity }, thinId, typed },
  }));
}

async function ask(
  consent: Consent,
  word: string,
  intentOf: (device: Device, stack: Stack) => Understood<ThinIntent> | Promise<Understood<ThinIntent>>,
): Promise<number> {
  const nobody = whyNobodyToAsk(consent);
  if (nobody !== null) return usageError(nobody);
  const looked = await lookAtPools();
  if (!looked.ok) return usageError(looked.reason);
  const found = findOneDevice(looked.value, word);
  if (!found.ok) return usageError(found.reason);
  const { thisHostRuns } = await import('../server/runs/this-host-runs.ts');
  const intent = await intentOf(found.value, looked.value);
  if (!intent.ok) return usageError(intent.reason);
  return reviewAndRun(intent.value, consent, { runs: thisHostRuns(), stack: looked.value });
}

export async function lookAtPools(): Promise<Understood<Stack>> {
  const { lookAtThisHost } = await import('../server/runs/look.ts');
  const looked = await lookAtThisHost('status');
  return looked.ok ? looked : { ok: false, reason: `this host cannot be read: ${looked.reason}` };
}

/** What it may be is the plan's to say. */
export function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function notANumber(text: string | undefined): string {
  return `is a whole number, not ${printableHostText(text ?? '')}`;
}
