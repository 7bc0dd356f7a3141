import { parseDevNo } from '../../../block/dev-no.ts';
import type { MappedFacts } from '../../reading.ts';
import { isInternalName, namesOfPath } from './lvm-device.ts';
import { lvmPercent, lvmSize, type Units } from './lvm-size.ts';
import type { ToldPv, ToldVolume } from './volume.ts';

/** A block of `lvdisplay` or `pvdisplay`: its keys, each with all its values in order, as `-m` repeats some. */
export type DisplayBlock = {
  readonly kind: 'volume' | 'group' | 'pv';
  readonly at: number;
  readonly values: Map<string, string[]>;
};

/** A volume; null for a block without its names, as of one that was cut. */
export function volumeOfBlock({ at, values }: DisplayBlock, units: Units): ToldVolume | null {
  const get = (key: string) => values.get(key)?.[0] ?? '';
  const printed = get('LV Name') || get('Internal LV Name');
  const byPath = namesOfPath(get('LV Path')) ?? namesOfPath(printed);
  const lv = byPath?.lv ?? printed;
  const vg = get('VG Name') || byPath?.vg || '';
  if (lv === '' || vg === '' || lv.includes('/')) return null;
  const status = get('LV Status');
  const devNo = parseDevNo(get('Block device'));
  const snapshot = get('LV snapshot status');
  const size = lvmSize(get('LV Size'), units);
  const dm: MappedFacts = {
    ...(/^\d{1,9}$/.test(get('# open')) && { openCount: Number(get('# open')) }),
    ...(/^(?:suspended|available)/.test(status) && { isSuspended: status.startsWith('suspended') }),
  };
  const access = get('LV Write Access');
  const dataPercent = lvmPercent(get('Allocated pool data') || get('Mapped size'));
  const metadataPercent = lvmPercent(get('Allocated metadata'));
  const snapPercent = lvmPercent(get('Allocated to snapshot'));
  const origin = / destination for (?:\S*\/)?(\S+)$/.exec(snapshot)?.[1] ?? get('LV Thin origin name');
  return {
    vg,
    lv,
    at,
    isHidden: get('Internal LV Name') !== '' || (get('LV Path') === '' && isInternalName(lv)),
    // Of a raid that cannot be read LVM says "NOT available" though it has a device.
    presence:
      devNo || /^(?:available|suspended)/.test(status) ? 'present' : status === '' ? 'unknown' : 'absent',
    type: typeOf(get),
    target: '',
    vgUuid: '',
    uuid: get('LV UUID'),
    ...(devNo && { devNo }),
    ...(Object.keys(dm).length > 0 && { dm }),
    ...(access !== '' && { isReadOnly: access !== 'read/write' }),
    ...(size && { size }),
    ...segmentsOf(values),
    ...(/\(partial\)/.test(status)
      ? { isPartial: true, health: 'partial' }
      : status !== '' && { isPartial: false }),
    ...(dataPercent !== null && { dataPercent }),
    ...(metadataPercent !== null && { metadataPercent }),
    ...(snapPercent !== null && { snapPercent }),
    ...(origin && { origin }),
    ...(get('LV Pool name') && { pool: get('LV Pool name') }),
  };
}

/** The letter that `lvs` would print, where the block tells it. */
function typeOf(get: (key: string) => string): string {
  const snapshot = get('LV snapshot status');
  if (snapshot.startsWith('source of')) return 'o';
  if (/ destination for /.test(snapshot)) return 's';
  if (get('LV merged with') !== '') return 'O';
  if (get('LV Pool data') !== '') return 't';
  if (get('LV Pool name') !== '') return 'V';
  return '-';
}

/** Of `-m`: what each segment lies on. */
function segmentsOf(values: DisplayBlock['values']): Pick<ToldVolume, 'areas' | 'segmentTypes'> {
  const segmentTypes = values.get('Type');
  if (!segmentTypes) return {};
  const areas = [...(values.get('Physical volume') ?? []), ...(values.get('Logical volume') ?? [])];
  return { segmentTypes, areas };
}

/** A PV; null for a block without its name. */
export function pvOfBlock({ at, values }: DisplayBlock, units: Units): ToldPv | null {
  const get = (key: string) => values.get(key)?.[0] ?? '';
  const path = get('PV Name');
  if (path === '') return null;
  const size = lvmSize(get('PV Size').replace(/ *\/.*$/, ''), units);
  return {
    at,
    path,
    vg: get('VG Name').replace(/ \(exported\)$/, ''),
    uuid: get('PV UUID'),
    isMissing: !path.startsWith('/'),
    format: 'lvm2',
    ...(size && size.bytes > 0 && { size: { ...size, isRounded: true } }),
  };
}
