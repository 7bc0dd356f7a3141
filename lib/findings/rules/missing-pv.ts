import type { MissingPv } from '../../block/reported-health.ts';
import { lvmNames } from '../../stack/describe.ts';
import type { Device } from '../../stack/stack.ts';
import { printableHostText } from '../../text/host-text.ts';
import { quoted, reportedLines } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { Survey } from '../survey.ts';
import { partOf } from '../words.ts';

/** A volume group of which LVM says that a physical volume is missing, or that volumes are partial. */
export const missingPv: Rule = {
  name: 'missing-pv',
  patience: 'none',
  find: (survey) => {
    const partial = Map.groupBy(survey.stack.devices.filter(isPartial), (device) => groupOf(device));
    const missing = Map.groupBy(survey.stack.host.missingPvs ?? [], ({ vg }) => vg);
    return [...new Set([...missing.keys(), ...partial.keys()])].map((vg) =>
      draftOf(vg, { missing: missing.get(vg) ?? [], partial: partial.get(vg) ?? [] }, survey),
    );
  },
};

function isPartial(device: Device): boolean {
  return device.reportedHealth?.volume?.isPartial === true && lvmNames(device) !== null;
}

function groupOf(device: Device): string {
  return lvmNames(device)?.vgName ?? '';
}

type Lost = { readonly missing: readonly MissingPv[]; readonly partial: readonly Device[] };

function draftOf(vg: string, { missing, partial }: Lost, survey: Survey): Draft {
  const uuids = new Set(missing.map(({ uuid }) => uuid).filter((uuid) => uuid !== ''));
  const isUsed = partial.some(
    (device) => device.reportedHealth?.volume?.kind !== 'raid' && survey.isInUse(device.devNo),
  );
  const name = printableHostText(vg);
  const count = uuids.size > 1 ? `${uuids.size} physical volumes` : 'a physical volume';
  return {
    cause: [`vg:${vg}`],
    severity: isUsed ? 'critical' : 'warning',
    title: `Volume group ${name} lacks ${count}`,
    devices: partial.map((device) => partOf(device, 'partial volume')),
    evidence: [
      ...missing.slice(0, MOST_LINES).map(({ line }) => quoted('lvm-reports', line)),
      ...partial.slice(0, MOST_LINES).flatMap(reportedLines),
    ],
    consequence:
      'LVM does not activate what lies on it. Of volumes that are active, reads and writes there fail, but for those of arrays with enough copies.',
    advice: [
      'Find out why LVM does not see the disk: it is gone, a filter or the devices file hides it, or it is below a layer that is not open.',
      'Remove it from the group (vgreduce --removemissing) only when it will not come back: that cannot be undone.',
    ],
    intent: null,
  };
}

const MOST_LINES = 6;
