import type { DeviceFacts, DeviceRef } from '../../reading.ts';
import { type NamedRow, nameRows, withoutDev } from './device-names.ts';
import { kernelPartition } from './kernel-names.ts';
import type { LsblkEdges } from './lsblk-edges.ts';
import type { LsblkRow } from './lsblk-rows.ts';
import { factsOfRow, type RowFacts } from './row-facts.ts';

/** A device, of all its rows. What it stands on may be known by its kernel name only. */
type Entry = {
  readonly at: number;
  ref: DeviceRef;
  facts: RowFacts;
  readonly bases: Set<Entry | string>;
};

type Known = { readonly byName: Map<string, Entry>; readonly byRow: Map<LsblkRow, Entry> };

/** The devices of all rows, each once. `areEdgesAll`: what no row shows on anything stands on nothing. */
export function lsblkDevices(
  rows: readonly LsblkRow[],
  edges: LsblkEdges,
  areEdgesAll: boolean,
): readonly DeviceFacts[] {
  const entries: Entry[] = [];
  const known: Known = { byName: new Map(), byRow: new Map() };
  for (const named of nameRows(rows, (row) => edges.basesOf(row) ?? [])) {
    const same = knownEntry(named, known);
    if (same) {
      same.ref = { ...named.ref, ...same.ref };
      same.facts = { ...factsOfRow(named), ...same.facts };
    }
    const entry = same ?? newEntry(named, entries);
    known.byRow.set(named.row, entry);
    addNames(entry, known);
  }
  for (const row of rows) learnKname(row, edges, known);
  for (const row of rows) addBases(row, edges, known);
  return entries.map(({ at, ref, facts, bases }) => ({
    ref,
    at,
    ...facts,
    ...((areEdgesAll || bases.size > 0) && {
      bases: [...bases].map((base) => (typeof base === 'string' ? { kname: base } : base.ref)),
    }),
  }));
}

function newEntry(named: NamedRow, entries: Entry[]): Entry {
  const { row, ref } = named;
  const entry = { at: row.at, ref, facts: factsOfRow(named), bases: new Set<Entry | string>() };
  entries.push(entry);
  return entry;
}

function knownEntry({ ref }: NamedRow, { byName }: Known): Entry | undefined {
  const same = namesOf(ref).map((name) => byName.get(name));
  return same.find((entry) => entry && (!entry.ref.devNo || !ref.devNo || entry.ref.devNo === ref.devNo));
}

function namesOf({ devNo, kname, dmName }: DeviceRef): string[] {
  return [devNo && `devNo ${devNo}`, kname && `kname ${kname}`, dmName && `dmName ${dmName}`].filter(
    (name) => name !== undefined,
  );
}

function addNames(entry: Entry, { byName }: Known): void {
  for (const name of namesOf(entry.ref)) if (!byName.has(name)) byName.set(name, entry);
}

function parentKname({ cells }: LsblkRow): string {
  return withoutDev(cells.get('PKNAME') ?? '');
}

/** PKNAME is the kernel name of the row above, which may have none of its own. */
function learnKname(row: LsblkRow, edges: LsblkEdges, known: Known): void {
  const [above, ...others] = row.under ?? [];
  const kname = parentKname(row);
  const entry = above && known.byRow.get(above);
  if (!entry || others.length > 0 || kname === '' || edges.isBroken || entry.ref.kname) return;
  entry.ref = { ...entry.ref, kname };
  addNames(entry, known);
}

function addBases(row: LsblkRow, edges: LsblkEdges, { byName, byRow }: Known): void {
  const entry = byRow.get(row);
  const bases = edges.basesOf(row) ?? [];
  for (const base of bases) {
    const other = byRow.get(base);
    if (other && other !== entry) entry?.bases.add(other);
  }
  const kname = parentKname(row);
  if (kname === '' || bases.length > 0 || (edges.isInverse && row.under !== null)) return;
  const other = byName.get(`kname ${kname}`);
  const isDisk = kernelPartition(entry?.ref.kname ?? '')?.disk === kname;
  if (!edges.isInverse || isDisk) entry?.bases.add(other ?? kname);
  else if (entry) other?.bases.add(entry);
}
