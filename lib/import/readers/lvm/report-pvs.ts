import { parseDevNo } from '../../../block/dev-no.ts';
import { lvmSize } from './lvm-size.ts';
import type { Report, ReportRow } from './report-rows.ts';
import type { ToldPv } from './volume.ts';

/** The PVs of a report, each once. */
export function pvsOfReport({ rows, command }: Pick<Report, 'rows' | 'command'>): readonly ToldPv[] {
  const ofPvs = rows.filter(({ fields }) => fields.get('pv_name'));
  // Several that are missing have the same name.
  const groups = Map.groupBy(ofPvs, ({ fields }) =>
    JSON.stringify([fields.get('pv_name'), fields.get('pv_uuid')]),
  );
  return [...groups.values()].flatMap(([row]) => (row ? [pvOf(row, command)] : []));
}

function pvOf({ at, fields }: ReportRow, { units, isAll }: Report['command']): ToldPv {
  const get = (field: string) => fields.get(field) ?? '';
  const path = get('pv_name');
  const isMissing =
    !path.startsWith('/') || /m/.test(get('pv_attr').slice(2)) || /^(?:missing|1)$/.test(get('pv_missing'));
  const format = fields.get('pv_fmt') ?? formatByRest(get, isAll);
  const devNo = parseDevNo(`${get('pv_major')}:${get('pv_minor')}`);
  const size = lvmSize(get('dev_size'), { units });
  const usable = lvmSize(get('pv_size'), { units });
  // What is usable of it is a little less than the device.
  const told = size ?? (usable && usable.bytes > 0 ? { ...usable, isRounded: true } : null);
  return {
    at,
    path,
    isMissing,
    vg: get('vg_name'),
    uuid: get('pv_uuid'),
    ...(format !== undefined && { format }),
    ...(told && told.bytes > 0 && { size: told }),
    ...(devNo && { devNo }),
  };
}

/** `-a` lists devices that are no PVs, without a size. */
function formatByRest(get: (field: string) => string, isAll: boolean): string | undefined {
  if (!isAll && get('pv_size') !== '0') return 'lvm2';
  return get('vg_name') || get('pv_uuid') || /^[adu]/.test(get('pv_attr')) ? 'lvm2' : undefined;
}
