import type { MissingPv } from '../../../block/reported-health.ts';
import type { GivenLine } from '../../reading.ts';
import { lvmMessage } from './lvm-messages.ts';
import type { Report } from './report-rows.ts';
import type { ToldPv } from './volume.ts';

/** The physical volumes that an output says are missing; of a group that it only calls partial, one without a UUID. */
export function missingPvs(
  pvs: readonly ToldPv[],
  messages: readonly GivenLine[],
  rows: Report['rows'] = [],
): readonly MissingPv[] {
  const told = messages.flatMap(({ text }) => {
    const { pvUuid, vg } = lvmMessage(text) ?? {};
    return pvUuid === undefined ? [] : [{ vg: vg ?? '', uuid: pvUuid, line: text.trim() }];
  });
  const listed = pvs
    .filter(({ isMissing }) => isMissing)
    .map(({ vg, uuid, path }) => ({ vg, uuid, line: `${path} ${vg} ${uuid}`.trim() }));
  const partial = rows.flatMap(({ fields }) => {
    const vg = fields.get('vg_name') ?? '';
    const attr = fields.get('vg_attr') ?? '';
    const isPartial = attr[3] === 'p' || /^(?:partial|1)$/.test(fields.get('vg_partial') ?? '');
    return isPartial && vg !== '' ? [{ vg, uuid: '', line: `${vg}: vg_attr=${attr || 'partial'}` }] : [];
  });
  const groupOf = new Map(
    [...told, ...listed].filter(({ vg }) => vg !== '').map((each) => [each.uuid, each.vg]),
  );
  const all = [...told, ...listed, ...partial].map((each) => ({
    ...each,
    vg: each.vg || (groupOf.get(each.uuid) ?? ''),
  }));
  return all.filter(
    ({ vg, uuid }, i) =>
      vg !== '' &&
      // A line with the UUID says more.
      !all.some(
        (other, j) => other.vg === vg && (other.uuid === uuid ? j < i : uuid === '' && other.uuid !== ''),
      ),
  );
}
