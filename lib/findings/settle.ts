import type { DevNo } from '../block/dev-no.ts';
import { printableHostText } from '../text/host-text.ts';
import type { Claim } from './claims.ts';
import { type AtWork, commandOn, commandsAtWork } from './commands-at-work.ts';
import { quoted } from './evidence.ts';
import type { Draft, Evidence, FindingDevice } from './finding.ts';
import { findingId } from './finding-id.ts';
import type { LastingOf } from './sightings.ts';
import type { Survey } from './survey.ts';
import { STAYED_AT_WORK_SECONDS, STAYED_SECONDS } from './thresholds.ts';
import { nameOf, someOf } from './words.ts';

/**
 * An ordinary LVM command passes through states that would be an emergency if they stayed: devices suspended, pointing to
 * nothing, without what stood on them. So a claim is raised only when it has stayed so; until then all that one
 * command is at work on is one notice, with what was seen as its evidence, and offers nothing.
 */
export type Settled = {
  readonly claims: readonly Claim[];
  /** When the next of what is held back would be raised; null when nothing is. */
  readonly nextInSeconds: number | null;
};

export function settled(claims: readonly Claim[], survey: Survey, lastingOf: LastingOf): Settled {
  const atWork = commandsAtWork(survey.index);
  const raised: Claim[] = [];
  const held = new Map<AtWork | null, Claim[]>();
  let nextInSeconds: number | null = null;
  for (const claim of claims) {
    const { patience } = claim;
    const devNos = claim.draft.devices.map(({ devNo }) => devNo);
    const worker = patience === 'trend' ? null : commandOn(devNos, atWork);
    const left = patience === 'none' ? 0 : secondsLeft(patience, worker, lastingOf(claim));
    if (left <= 0) {
      raised.push(claim);
      continue;
    }
    nextInSeconds = Math.min(left, nextInSeconds ?? left);
    if (worker === null && patience !== 'usual') raised.push(asNew(claim));
    else if (!held.get(worker)?.push(claim)) held.set(worker, [claim]);
  }
  return {
    claims: [...[...held].map(([worker, its]) => heldBack(worker, its, survey)), ...raised],
    nextInSeconds,
  };
}

function secondsLeft(
  patience: Exclude<Claim['patience'], 'none'>,
  worker: AtWork | null,
  { seconds, isNew }: ReturnType<LastingOf>,
): number {
  if (worker !== null) return STAYED_AT_WORK_SECONDS[patience] - seconds;
  return isNew ? STAYED_SECONDS[patience] - seconds : 0;
}

function asNew(claim: Claim): Claim {
  const { consequence, whileNew = '' } = claim.draft;
  const draft: Draft = {
    ...claim.draft,
    severity: 'notice',
    consequence: `${consequence} ${whileNew}`.trim(),
  };
  return { ...claim, draft };
}

const RULE = 'at-work';

/** All that one command is at work on; of those that no command is known for, all together. */
function heldBack(worker: AtWork | null, claims: readonly Claim[], survey: Survey): Claim {
  const tops = claims.flatMap(({ draft }) => draft.devices.slice(0, 1).map(({ devNo }) => devNo));
  const names = [...new Set(tops)].map((devNo) => nameAt(devNo, survey));
  const draft: Draft = {
    cause: worker === null ? ['may be changing'] : [`${worker.pid} ${worker.command}`],
    severity: 'notice',
    title: titleOf(worker, names),
    devices: distinctDevices(claims.flatMap(({ draft: { devices } }) => devices)),
    evidence: evidenceOf(worker, claims, survey),
    consequence: `${worker === null ? 'Commands that change volumes leave' : 'While it works, it leaves'} devices suspended, incomplete or without their holders for a moment. Check again: what is still so after a minute is reported as a finding of its own.`,
    intent: null,
  };
  return { rule: RULE, patience: 'none', id: findingId(RULE, draft.cause), draft };
}

function titleOf(worker: AtWork | null, names: readonly string[]): string {
  if (worker !== null)
    return `${printableHostText(worker.command)}, process ${worker.pid}, is at work on ${someOf(names)}`;
  return `${someOf(names)} may be changing`;
}

function nameAt(devNo: DevNo, { index }: Survey): string {
  const device = index.byDevNo.get(devNo);
  return device ? nameOf(device) : devNo;
}

function distinctDevices(devices: readonly FindingDevice[]): readonly FindingDevice[] {
  return [...new Map(devices.toReversed().map((device) => [device.devNo, device])).values()].toReversed();
}

/** Who is at work, then what was seen; the rest is in the capture. */
const MOST_LINES = 12;

function evidenceOf(worker: AtWork | null, claims: readonly Claim[], { stack }: Survey): readonly Evidence[] {
  const opened = worker === null ? [] : stack.devices.filter(({ openedBy }) => hasOpen(openedBy, worker));
  const lines = [
    ...opened
      .slice(0, 3)
      .map(({ name }) =>
        quoted('open-files', `${name} is open by ${worker?.command} (process ${worker?.pid})`),
      ),
    ...claims.flatMap(({ draft }) => draft.evidence),
  ];
  const distinct = new Map(lines.map((line) => [`${line.section}\n${line.quote}`, line]));
  return [...distinct.values()].slice(0, MOST_LINES);
}

function hasOpen(openedBy: Survey['stack']['devices'][number]['openedBy'], { pid }: AtWork): boolean {
  return openedBy?.some((opener) => opener.pid === pid) ?? false;
}
