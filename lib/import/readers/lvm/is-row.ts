import { isLvAttr } from './lv-attr.ts';
import { isLvmName } from './lvm-device.ts';
import type { ReportRow } from './report-rows.ts';

const FORMS: Readonly<Record<string, RegExp>> = {
  pv_name: /^(?:\/\S+|\[unknown\]|unknown device|\[unknown device\])$/,
  vg_attr: /^[wr-][z-][x-][p-][a-zA-Z-][cs-]?$/,
  pv_attr: /^[aduU-][x-][m-]?$/,
};

/** Whether a line of a table can be a row of LVM's: prose between tables can be cut into cells too. */
export function isRow({ fields, program }: ReportRow): boolean {
  const lv = fields.get('lv_name');
  const vg = fields.get('vg_name');
  if (program === 'lvs' && (lv !== undefined || fields.has('lv_attr'))) {
    if (
      lv !== undefined &&
      !isLvmName(
        lv
          .replace(/^\[(.*)\]$/, '$1')
          .replace(/^.*\//, '')
          .replace(/^-/, ''),
      )
    )
      return false;
    const attr = fields.get('lv_attr');
    if (attr !== undefined && !isLvAttr(attr)) return false;
  }
  if (vg !== undefined && vg !== '' && !isLvmName(vg.replace(/^\[(.*)\]$/, '$1'))) return false;
  if (program === 'vgs' && !vg && fields.has('vg_name')) return false;
  return Object.entries(FORMS).every(([field, form]) => {
    const value = fields.get(field);
    // A segment of a group without PVs of its own has none, and free space no LV.
    return (
      value === undefined || value === '' || (field.startsWith(program[0] ?? '') ? form.test(value) : true)
    );
  });
}
