import type { Output } from '../../reading.ts';
import { isDisplayCommand, readDisplay } from './display.ts';
import { lvmMessage } from './lvm-messages.ts';
import { pvsOfReport } from './report-pvs.ts';
import { type Report, readReport } from './report-rows.ts';
import { volumesOfReport } from './report-volumes.ts';
import type { ToldPv, ToldVolume } from './volume.ts';

/** How well a volume or, without `lv`, a group is. What an output does not tell is left out. */
export type LvmHealth = {
  readonly vg?: string;
  readonly lv?: string;
  /** In LVM's words, `refresh needed`, `out_of_data`; empty where LVM says that nothing is wrong. */
  readonly health?: string;
  readonly dataPercent?: number;
  readonly metadataPercent?: number;
  /** Of the changes of a snapshot. */
  readonly snapPercent?: number;
  readonly isPartial?: boolean;
  readonly origin?: string;
  readonly pool?: string;
  /** UUIDs, `[unknown]` where none was printed. */
  readonly missingPvs?: readonly string[];
};

/** What a report or a display of LVM tells of health; nothing of other outputs. */
export function lvmHealth(output: Output): readonly LvmHealth[] {
  const report = readReport(output);
  const isReport = report.isMarked || (report.rows.length > 0 && !isDisplayCommand(output.command));
  const display = isReport ? null : readDisplay(output);
  const { messages } = display ?? report;
  const volumes = display ? display.volumes : volumesOfReport(report);
  const pvs = display ? display.pvs : pvsOfReport(report);
  const missing = missingByGroup(
    pvs,
    messages.map(({ text }) => text),
  );
  return [
    ...volumes.flatMap((volume) => ofVolume(volume) ?? []),
    ...(display ? [] : partialGroups(report, missing)),
    ...[...missing].map(([vg, missingPvs]) => ({
      ...(vg !== '' && { vg }),
      isPartial: true,
      missingPvs: [...missingPvs],
    })),
  ];
}

const TOLD = [
  'health',
  'dataPercent',
  'metadataPercent',
  'snapPercent',
  'isPartial',
  'origin',
  'pool',
] as const;

function ofVolume(volume: ToldVolume): LvmHealth | null {
  const told = TOLD.filter((key) => volume[key] !== undefined).map((key) => [key, volume[key]]);
  if (told.length === 0) return null;
  return { ...(volume.vg !== '' && { vg: volume.vg }), lv: volume.lv, ...Object.fromEntries(told) };
}

/** Groups that `vgs` calls partial, and no line says of which PV. */
function partialGroups(
  { rows }: Report,
  missing: ReadonlyMap<string, ReadonlySet<string>>,
): readonly LvmHealth[] {
  const groups = new Map<string, LvmHealth>();
  for (const { fields } of rows) {
    const vg = fields.get('vg_name') ?? '';
    const isPartial =
      fields.get('vg_attr')?.[3] === 'p' || /^(?:partial|1)$/.test(fields.get('vg_partial') ?? '');
    if (isPartial && vg !== '' && !missing.has(vg)) groups.set(vg, { vg, isPartial });
  }
  return [...groups.values()];
}

/** Of each group its missing PVs; of no name those of which no group is known. */
function missingByGroup(
  pvs: readonly ToldPv[],
  messages: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  const groupOf = new Map<string, string>();
  const add = (vg: string, uuid: string) => groups.set(vg, (groups.get(vg) ?? new Set()).add(uuid));
  for (const { isMissing, vg, uuid } of pvs) {
    if (!isMissing) continue;
    add(vg, uuid || '[unknown]');
    if (uuid) groupOf.set(uuid, vg);
  }
  const told = messages.map((text) => lvmMessage(text));
  for (const message of told) if (message?.pvUuid && message.vg) groupOf.set(message.pvUuid, message.vg);
  for (const message of told) if (message?.pvUuid) add(groupOf.get(message.pvUuid) ?? '', message.pvUuid);
  return groups;
}
