/** A guest full of cells: used, tried on, let go, and removed one by one. */
import type { Guest } from '../guest.ts';
import { type Cell, isRemovable, zooCommand } from './cell.ts';
import { changedKeys, changesText, type HostState, hostState } from './host-state.ts';
import type { Cleaned, PlanTold, Told, Wish } from './in-guest.ts';
import {
  type Fault,
  findingFaults,
  idlePlanFaults,
  plansIn,
  usedPlanFaults,
  usedTextFaults,
} from './judge.ts';
import { isOf, type Made, PATIENT, wishesFor } from './made-cells.ts';
import type { ServerInGuest } from './server-in-guest.ts';

export type CellResult = {
  readonly cell: Cell;
  readonly whileUsed: { readonly plans: readonly PlanTold[]; readonly cleans: readonly Cleaned[] };
  readonly afterwards: { readonly plans: readonly PlanTold[]; readonly clean: Cleaned | null };
  readonly faults: readonly Fault[];
};

export type Place = { readonly guest: Guest; readonly server: ServerInGuest };

export type Extent = {
  /** Of `clean --yes`, while they are used. */
  readonly kinds: readonly Wish['kind'][];
  /** Of so many one is removed in the end, which takes longest; plans are made for all. */
  readonly removedOneOf: number;
};

export async function tryOut(
  place: Place,
  made: readonly Made[],
  { kinds, removedOneOf }: Extent,
): Promise<readonly CellResult[]> {
  const used = await whileUsed(place, made, kinds);
  for (const { cell } of made) await place.guest.run(zooCommand(cell, 'let_go'), PATIENT);
  const idle = await place.server.tell(wishesFor(made));
  const results: CellResult[] = [];
  for (const [at, each] of made.entries()) {
    const plans = plansOf(idle, each);
    const isRemoved = at % removedOneOf === 0;
    const { clean, faults } = isRemoved ? await remove(place, each, plans) : { clean: null, faults: [] };
    const idleFaults = plans.flatMap((plan) => idlePlanFaults(plan, each));
    const before = used.get(each) ?? { plans: [], cleans: [], faults: [] };
    results.push({
      cell: each.cell,
      whileUsed: before,
      afterwards: { plans, clean },
      faults: [...before.faults, ...idleFaults, ...faults],
    });
  }
  return results;
}

function plansOf(told: Told, { paths }: Made): readonly PlanTold[] {
  return plansIn(told).filter(({ wish }) => paths.includes(wish.path));
}

type Used = CellResult['whileUsed'] & { readonly faults: readonly Fault[] };

async function whileUsed(
  { guest, server }: Place,
  made: readonly Made[],
  kinds: readonly Wish['kind'][],
): Promise<ReadonlyMap<Made, Used>> {
  const before = await hostState(guest);
  const told = await server.tell(wishesFor(made));
  const tried = new Map<Made, readonly Cleaned[]>();
  const typed = new Map<Made, readonly Fault[]>();
  for (const [at, each] of made.entries()) {
    const cleans: Cleaned[] = [];
    for (const plan of plansOf(told, each))
      if (kinds.includes(plan.wish.kind)) cleans.push(await server.clean(plan));
    tried.set(each, cleans);
    if (at % TYPED_EVERY === 0) typed.set(each, await typedFaults(guest, each));
  }
  const states = { before, after: await hostState(guest) };
  const used = new Map<Made, Used>();
  for (const each of made) {
    const cleans = tried.get(each) ?? [];
    const faults = [
      ...saidFaults(told, each),
      ...cleans.flatMap((clean) => cleanFaults(clean, each)),
      ...(typed.get(each) ?? []),
      ...(await damage(guest, each, states)),
    ];
    used.set(each, { plans: plansOf(told, each), cleans, faults });
  }
  return used;
}

function saidFaults(told: Told, each: Made): readonly Fault[] {
  const found = told.ok ? told.findings : [];
  const plans = plansOf(told, each);
  return [...findingFaults(found, each), ...plans.flatMap((plan) => usedPlanFaults(plan, each, false))];
}

function cleanFaults({ started, commands, plan }: Cleaned, each: Made): readonly Fault[] {
  const words = commands.map((argv) => argv.join(' ')).join('; ');
  return [
    ...(started === 'started' ? [{ kind: 'ran' as const, words }] : []),
    ...(plan ? usedPlanFaults(plan, each, false) : []),
  ];
}

/** The real command line takes seconds to begin: for some. */
const TYPED_EVERY = 12;

async function typedFaults(guest: Guest, each: Made): Promise<readonly Fault[]> {
  const command = `/mnt/dmscope/bin/dmscope clean remove ${each.paths.at(-1)} --yes`;
  const { exitStatus, stdout, stderr } = await guest.run(`${command} </dev/null`, PATIENT);
  const text = `${stdout}${stderr}`;
  if (exitStatus !== 1) return [{ kind: 'ran', words: `${command} ended with ${exitStatus}: ${text}` }];
  return usedTextFaults(text, each);
}

type States = { readonly before: HostState; readonly after: HostState };

/** What is not as it was, and whether I/O through the use still works. */
async function damage(guest: Guest, each: Made, { before, after }: States): Promise<readonly Fault[]> {
  const own = (state: HostState) => new Map([...state].filter(([key]) => isOf(each, key)));
  const changes = changesText(own(before), own(after));
  const { exitStatus, stdout, stderr } = await guest.run(zooCommand(each.cell, 'check'), PATIENT);
  return [
    ...(changes === '' ? [] : [{ kind: 'changed' as const, words: changes }]),
    ...(exitStatus === 0 ? [] : [{ kind: 'cut' as const, words: `${stdout}${stderr}`.trim() }]),
  ];
}

type Removed = { readonly clean: Cleaned | null; readonly faults: readonly Fault[] };

/** Removes the device that was let go, and nothing else; what cannot be removed is freed. */
async function remove({ guest, server }: Place, each: Made, plans: readonly PlanTold[]): Promise<Removed> {
  const { cell, paths, targetKname } = each;
  const kind = isRemovable(cell, paths.length) ? 'remove' : 'free';
  const plan = plans.find(({ wish }) => wish.kind === kind && wish.path === paths.at(-1));
  if (!plan) return { clean: null, faults: [] };
  const before = await hostState(guest);
  const clean = await server.clean(plan);
  const after = await hostState(guest);
  const others = changedKeys(before, after).filter((key) => !isOf(each, key));
  const faults: Fault[] = [];
  if (others.length > 0) faults.push({ kind: 'removed-others', words: changesText(before, after) });
  if (kind === 'remove' && clean.state === 'done' && after.has(targetKname))
    faults.push({ kind: 'not-removable', words: `${targetKname} is still there: ${after.get(targetKname)}` });
  if (clean.state !== 'done' && clean.plan?.isRunnable !== false)
    faults.push({
      kind: 'not-removable',
      words: `clean ${kind}: ${clean.started}, ${clean.state}: ${clean.reason}`,
    });
  return { clean, faults };
}
