import { type DevNo, parseDevNo } from '../../../block/dev-no.ts';
import type { MappedFacts } from '../../reading.ts';
import { readLvAttr } from './lv-attr.ts';
import { isInternalName, namesOfPath } from './lvm-device.ts';
import { lvmPercent, lvmSize } from './lvm-size.ts';
import type { Report, ReportRow } from './report-rows.ts';
import type { ToldVolume } from './volume.ts';

type Fields = ReportRow['fields'];

/** The volumes of a report. One that has several segments comes on several rows. */
export function volumesOfReport({ rows, command }: Pick<Report, 'rows' | 'command'>): readonly ToldVolume[] {
  const ofVolumes = rows.filter(({ fields }) => namesOf(fields).lv !== '');
  const groups = Map.groupBy(ofVolumes, ({ fields, program }) => {
    const { vg, lv } = namesOf(fields);
    // Two groups may be called the same.
    return JSON.stringify([vg, lv, fields.get('lv_uuid'), fields.get('vg_uuid'), program]);
  });
  return [...groups.values()].map((group) => volumeOf(group, command));
}

function namesOf(fields: Fields): { readonly vg: string; readonly lv: string; readonly isHidden: boolean } {
  const printed = fields.get('lv_name') || fields.get('lv_full_name') || '';
  const isBracketed = /^\[.*\]$/.test(printed);
  const name = isBracketed ? printed.slice(1, -1) : printed;
  const [, before = '', lv = ''] = /^(?:(.*)\/)?([^/]*)$/.exec(name) ?? [];
  const byPath = namesOfPath(fields.get('lv_path') ?? '');
  const vg = fields.get('vg_name') || before || byPath?.vg || '';
  // A volume that was removed is listed with a hyphen before its name.
  if (lv.startsWith('-')) return { vg, lv: '', isHidden: false };
  const isUnmarked = !isBracketed && isInternalName(lv) && !byPath;
  return { vg, lv: lv || byPath?.lv || '', isHidden: isBracketed || isUnmarked };
}

function volumeOf(rows: readonly ReportRow[], { units }: Report['command']): ToldVolume {
  const get = (field: string) => rows.find(({ fields }) => fields.get(field))?.fields.get(field) ?? '';
  const attr = readLvAttr(get('lv_attr'));
  const [first] = rows;
  const names = namesOf(first?.fields ?? new Map());
  const type = attr?.type ?? '';
  const segmentType = get('segtype');
  const isPool = /[td]/.test(type) || /pool$/.test(segmentType);
  const isKnown = type !== '' || segmentType !== '';
  const devNo = devNoOf(get);
  const size = sizeText(get, type);
  const snapPercent = lvmPercent(get('snap_percent') || (/[sS]/.test(type) ? get('data_percent') : ''));
  const dataPercent = /[sS]/.test(type) ? null : lvmPercent(get('data_percent'));
  const bytes = lvmSize(size, { units });
  const dm = { ...(isPool ? undefined : attr?.dm), ...tablesOf(get) };
  const health = get('lv_health_status') || attr?.health;
  const metadataPercent = lvmPercent(get('metadata_percent'));
  return {
    ...names,
    at: first?.at ?? 1,
    type,
    target: attr?.target ?? '',
    presence: presenceOf(attr?.presence, { get, rows }),
    vgUuid: get('vg_uuid'),
    uuid: get('lv_uuid'),
    // LVM tells the number and the state of a pool's inner device.
    ...(devNo && !isPool && isKnown && { devNo }),
    ...(!isPool && Object.keys(dm).length > 0 && { dm }),
    ...(!isPool && attr?.isReadOnly !== undefined && { isReadOnly: attr.isReadOnly }),
    ...(bytes && { size: bytes }),
    ...listed(rows, 'devices', 'areas'),
    ...listed(rows, 'segtype', 'segmentTypes'),
    ...(health !== undefined && { health }),
    ...(attr?.isPartial !== undefined && { isPartial: attr.isPartial }),
    ...(dataPercent !== null && { dataPercent }),
    ...(metadataPercent !== null && { metadataPercent }),
    ...(snapPercent !== null && { snapPercent }),
    ...(get('origin') && { origin: bare(get('origin')) }),
    ...(get('pool_lv') && { pool: bare(get('pool_lv')) }),
  };
}

type Get = (field: string) => string;

function bare(name: string): string {
  return name.replace(/^\[(.*)\]$/, '$1');
}

/** Without the type it could be a snapshot, whose size LVM tells otherwise than the kernel. */
function sizeText(get: Get, type: string): string {
  if (type === 's' || type === 'S') return get('origin_size');
  return type === '' || type === 'd' ? '' : get('lv_size');
}

function devNoOf(get: Get): DevNo | null {
  return parseDevNo(`${get('lv_kernel_major')}:${get('lv_kernel_minor')}`);
}

/** Without Attr only what LVM asked the kernel for tells that there is a device. */
function presenceOf(
  byAttr: ToldVolume['presence'] | undefined,
  { get, rows }: { readonly get: Get; readonly rows: readonly ReportRow[] },
): ToldVolume['presence'] {
  if (byAttr && byAttr !== 'unknown') return byAttr;
  if (devNoOf(get) || /^(?:active|1)$/.test(get('lv_active'))) return 'present';
  const isTold = rows.some(({ fields }) => fields.has('lv_kernel_major') || fields.get('lv_active') === '');
  return isTold ? 'absent' : 'unknown';
}

function tablesOf(get: Get): MappedFacts {
  const isYes = (text: string) => !/^(?:0|not suspended|)$/.test(text);
  return {
    ...(get('lv_suspended') && { isSuspended: isYes(get('lv_suspended')) }),
    ...(get('lv_live_table') && { hasLiveTable: isYes(get('lv_live_table')) }),
    ...(get('lv_inactive_table') && { hasInactiveTable: isYes(get('lv_inactive_table')) }),
  };
}

/** A list of all segments; nothing where the column is not printed in every row. */
function listed(
  rows: readonly ReportRow[],
  field: string,
  key: 'areas' | 'segmentTypes',
): Pick<ToldVolume, 'areas' | 'segmentTypes'> {
  const texts = rows.map(({ fields }) => fields.get(field));
  if (texts.some((text) => text === undefined)) return {};
  const items = texts.flatMap((text) => (text ? text.split(/,(?=[^,]*\(\d+\))/) : []));
  return { [key]: items };
}
