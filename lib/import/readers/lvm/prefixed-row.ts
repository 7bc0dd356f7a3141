import type { GivenLine } from '../../reading.ts';
import type { ReportProgram } from './report-fields.ts';
import type { ReportRow } from './report-rows.ts';

const PAIR = /LVM2_([A-Z_]{2,40})=(?:'([^']*)'|"([^"]*)"|([^\s'"]*))(?=\s|$|[,;|:])/g;

/** A row of `--nameprefixes`: `LVM2_LV_NAME='root' LVM2_VG_NAME='vg'`; null for another line. */
export function readPrefixed({ text, at }: GivenLine, program: ReportProgram | null): ReportRow | null {
  if (!/^\s*LVM2_[A-Z_]+=/.test(text)) return null;
  const fields = new Map<string, string>();
  for (const [, id = '', quoted, twice, bare] of text.matchAll(PAIR)) {
    const field = id.toLowerCase();
    if (!fields.get(field)) fields.set(field, (quoted ?? twice ?? bare ?? '').trim());
  }
  return fields.size === 0 ? null : { at, program: program ?? programOfFields(fields), fields };
}

export function programOfFields(fields: ReadonlyMap<string, string>): ReportProgram {
  const [first = ''] = fields.keys();
  if (fields.has('lv_name') || fields.has('lv_full_name')) return first === 'pv_name' ? 'pvs' : 'lvs';
  return fields.has('pv_name') ? 'pvs' : 'vgs';
}
