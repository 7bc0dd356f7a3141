/** Cells in use, on a host of which not all is told: whatever it is that does not come, nothing of theirs may be removed. */
import type { Guest } from '../guest.ts';
import { nameOf, zooCommand } from './cell.ts';
import { HINDERED, HINDRANCES, type Hindrance, hinder, putGates } from './hindrance.ts';
import { changesText, hostState } from './host-state.ts';
import type { PlanTold } from './in-guest.ts';
import { type Subject, usedPlanFaults } from './judge.ts';
import { wishesFor } from './made-cells.ts';
import { type ServerInGuest, startServerInGuest } from './server-in-guest.ts';

export type HinderedResult = {
  readonly hindrance: string;
  /** Why there was no plan at all; null where there were plans. */
  readonly noPlan: string | null;
  /** A line for each cell that was cut, or for which a plan was runnable or said what is not true. */
  readonly faults: readonly string[];
};

type Place = { readonly guest: Guest; readonly server: ServerInGuest; readonly made: readonly Subject[] };

/** How many cells are cleaned under each hindrance: each takes two looks at a host that does not answer. */
const CLEANED = 3;

export async function tryHindered(
  guest: Guest,
  made: readonly Subject[],
): Promise<readonly HinderedResult[]> {
  await putGates(guest);
  const server = await startServerInGuest(guest, HINDERED);
  const results: HinderedResult[] = [];
  for (const [at, hindrance] of HINDRANCES.entries())
    results.push(await underHindrance({ guest, server, made }, hindrance, at));
  server.close();
  return results;
}

async function underHindrance(place: Place, hindrance: Hindrance, at: number): Promise<HinderedResult> {
  const { guest, server, made } = place;
  const before = await hostState(guest);
  await hinder(guest, hindrance);
  const told = await server.plan(wishesFor(made));
  const said = told.ok ? made.flatMap((subject) => saidFaults(told.plans, subject)) : [];
  const ran: string[] = [];
  for (let nth = 0; nth < CLEANED; nth++) {
    const subject = made[(at * CLEANED + nth) % made.length];
    const plan = told.ok
      ? told.plans.find(({ wish }) => wish.kind === 'remove' && wish.path === subject?.paths.at(-1))
      : null;
    if (!subject || !plan) continue;
    const { started, commands } = await server.clean(plan);
    if (started === 'started')
      ran.push(`${nameOf(subject.cell)}: ran ${commands.map((argv) => argv.join(' ')).join('; ')}`);
  }
  await hinder(guest, null);
  const changes = changesText(before, await hostState(guest));
  const cut = await cutCells(guest, made);
  return {
    hindrance: hindrance.words,
    noPlan: told.ok ? null : told.reason,
    faults: [...said, ...ran, ...(changes === '' ? [] : [changes]), ...cut],
  };
}

function saidFaults(plans: readonly PlanTold[], subject: Subject): readonly string[] {
  return plans
    .filter(({ wish }) => subject.paths.includes(wish.path))
    .flatMap((plan) => usedPlanFaults(plan, subject, true))
    .map(({ kind, words }) => `${nameOf(subject.cell)}: ${kind}: ${words}`);
}

async function cutCells(guest: Guest, made: readonly Subject[]): Promise<readonly string[]> {
  const cut: string[] = [];
  for (const { cell } of made) {
    const { exitStatus, stdout, stderr } = await guest.run(zooCommand(cell, 'check'), { timeoutMs: 300_000 });
    if (exitStatus !== 0) cut.push(`${nameOf(cell)}: cut: ${stdout}${stderr}`);
  }
  return cut;
}
