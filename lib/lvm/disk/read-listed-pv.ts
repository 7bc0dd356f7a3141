import type { ConfigEntry } from '../config-tree.ts';
import type { Damage, DamageBook } from './damage.ts';
import { readStatus } from './group-status.ts';
import type { Draft } from './read-volume.ts';
import {
  inBytes,
  MOST_SECTORS,
  numberIn,
  type OpenSection,
  openEntry,
  othersIn,
  textIn,
  uuidIn,
} from './section-reader.ts';
import type { LvmPv } from './volume-group.ts';

export type PvDraft = { readonly pv: Draft<LvmPv>; readonly open: OpenSection };

/** A PV as the metadata of its group lists it. */
export function readListedPv(entry: ConfigEntry, book: DamageBook): PvDraft {
  const damage: Damage[] = [];
  const open = openEntry(entry, {
    parent: 'physical_volumes',
    report: (found) => book.report(damage, found),
  });
  const inSectors = { max: MOST_SECTORS };
  const uuid = uuidIn(open, 'id');
  const status = readStatus(open, 'pv');
  const deviceSizeBytes = inBytes(numberIn(open, 'dev_size', inSectors));
  const extentsAtBytes = inBytes(numberIn(open, 'pe_start', { ...inSectors, isRequired: true }));
  const extentCount = numberIn(open, 'pe_count', { isRequired: true });
  for (const area of ['ba_start', 'ba_size']) numberIn(open, area, inSectors);
  for (const text of ['device_id', 'device_id_type']) textIn(open, text);
  const deviceHint = textIn(open, 'device');
  othersIn(open);
  const numbers = { deviceSizeBytes, extentsAtBytes, extentCount };
  return { pv: { key: entry.key, uuid, ...status, deviceHint, ...numbers, damage }, open };
}
