/** What came of the cells, as counts and as one table in Markdown. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CellResult } from './batch.ts';
import { nameOf } from './cell.ts';
import type { Cleaned, PlanTold } from './in-guest.ts';
import type { Fault, FaultKind } from './judge.ts';
import { WAYS, type WayName } from './ways.ts';

const CUT: readonly FaultKind[] = ['cut', 'changed', 'ran', 'runnable'];
const FALSE: readonly FaultKind[] = ['false-sentence'];
const UNTRUE: readonly FaultKind[] = ['untrue-reason', 'no-reason'];
const STUCK: readonly FaultKind[] = ['not-removable', 'removed-others'];

/** Cells, and of each sort of fault one line for each cell that has it. */
export type Tally = {
  readonly cells: number;
  readonly cutInUse: readonly string[];
  readonly falseSentences: readonly string[];
  readonly refusedWithoutTrueReason: readonly string[];
  readonly notRemovable: readonly string[];
};

export function tallyOf(results: readonly CellResult[]): Tally {
  return {
    cells: results.length,
    cutInUse: linesOf(results, CUT),
    falseSentences: linesOf(results, FALSE),
    refusedWithoutTrueReason: linesOf(results, UNTRUE),
    notRemovable: linesOf(results, STUCK),
  };
}

function linesOf(results: readonly CellResult[], kinds: readonly FaultKind[]): readonly string[] {
  return results.flatMap(({ cell, faults }) => {
    const mine = faults.filter(({ kind }) => kinds.includes(kind));
    return mine.length === 0 ? [] : [`${nameOf(cell)}: ${[...new Set(mine.map(faultText))].join(' | ')}`];
  });
}

function faultText({ kind, words }: Fault): string {
  return `${kind}: ${words.replaceAll('\n', '; ')}`;
}

/** To e2e/out, for whoever wants to read it. */
export function writeTable(file: string, results: readonly CellResult[]): void {
  const path = fileURLToPath(new URL(`../../out/${file}`, import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  const { cells, cutInUse, falseSentences, refusedWithoutTrueReason, notRemovable } = tallyOf(results);
  const counts = [
    `${cells} cells`,
    `${cutInUse.length} cut in use or runnable`,
    `${falseSentences.length} with a false sentence`,
    `${refusedWithoutTrueReason.length} refused without a true reason`,
    `${notRemovable.length} not removable after let go`,
  ];
  const rows = results.map(rowOf);
  const lists = [cutInUse, falseSentences, refusedWithoutTrueReason, notRemovable].flat();
  const text = [
    counts.join(', '),
    '',
    '| kind | in use | findings | plan free | plan remove | clean --yes | let go: plan | let go: clean --yes |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    ...lists.map((line) => `- ${line}`),
  ];
  writeFileSync(path, `${text.join('\n')}\n`);
}

function rowOf({ cell, whileUsed, afterwards, faults }: CellResult): string {
  const offers = faults.filter(({ kind, words }) => kind === 'false-sentence' && words.startsWith('finding'));
  const of = (plans: readonly PlanTold[], kind: string) => plans.filter(({ wish }) => wish.kind === kind);
  const columns = [
    cell.kind.replaceAll('_', ' '),
    WAYS[cell.way as WayName].words,
    offers.length === 0 ? 'none' : `FALSE: ${offers.map(({ words }) => words).join('; ')}`,
    of(whileUsed.plans, 'free').map(planWords).join(' / '),
    of(whileUsed.plans, 'remove').map(planWords).join(' / '),
    [...new Set(whileUsed.cleans.map(cleanWords))].join(' / '),
    afterwards.plans
      .map((plan) => `${plan.wish.kind} ${plan.isRunnable ? 'runnable' : planWords(plan)}`)
      .join(', '),
    afterwards.clean ? cleanWords(afterwards.clean) : '',
  ];
  return `| ${columns.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function planWords({ isRunnable, refusals }: PlanTold): string {
  return isRunnable ? 'RUNNABLE' : [...new Set(refusals.map(({ cause }) => cause))].join(' ');
}

function cleanWords({ started, state, reason }: Cleaned): string {
  return started === 'started' ? `ran, ${state}${state === 'done' ? '' : `: ${reason}`}` : started;
}
