import type { DiskReader } from '../../block/byte-source.ts';
import { type DiskArea, readAreas } from './disk-areas.ts';
import { lvmChecksum } from './lvm-checksum.ts';
import { dashedUuid } from './lvm-words.ts';
import { isUuid } from './section-reader.ts';

/** A label says that a device is a PV; it stands in one of its first four sectors of 512 bytes (lib/label/label.h). */
export type PvLabel = {
  /** The sector it was found in. */
  readonly sector: number;
  /** Without dashes. */
  readonly uuid: string;
  readonly deviceSizeBytes: number;
  /** Where extents begin; a length of 0 reaches to the end of the device. */
  readonly dataAreas: readonly DiskArea[];
  readonly metadataAreas: readonly DiskArea[];
  readonly bootloaderAreas: readonly DiskArea[];
  /** Of the header's extension; null for a PV made before there was one. */
  readonly extensionVersion: number | null;
  /** Null where the extension cannot be read. */
  readonly isInUse: boolean | null;
  /** What of it cannot be believed, in words. */
  readonly problems: readonly string[];
};

/** There is one, and it cannot be believed. */
type DamagedLabel = { readonly kind: 'damaged'; readonly sector: number; readonly reason: string };

export type LabelFound =
  /** With those in other sectors that are damaged, or are another one. */
  | { readonly kind: 'label'; readonly label: PvLabel; readonly passedOver: readonly DamagedLabel[] }
  | { readonly kind: 'none' }
  | DamagedLabel;

const SECTOR = 512;
const SECTORS_LOOKED_AT = 4;
const LABEL_ID = 'LABELONE';
const LABEL_TYPE = 'LVM2 001';
/** label_header without what the checksum is not over: id, sector, checksum. */
const CHECKED_FROM = 20;
const HEADER_BYTES = 32;
const USED = 1;

/** The first good one counts, as for LVM; a damaged one only where there is no good one. */
export function* readLabel(): DiskReader<LabelFound> {
  const bytes = yield { offset: 0, length: SECTORS_LOOKED_AT * SECTOR };
  const passedOver: DamagedLabel[] = [];
  let first: PvLabel | null = null;
  for (let sector = 0; (sector + 1) * SECTOR <= bytes.length; sector++) {
    const found = labelIn(bytes.subarray(sector * SECTOR, (sector + 1) * SECTOR), sector);
    if (found.kind === 'damaged') passedOver.push(found);
    if (found.kind !== 'label') continue;
    const { label } = found;
    if (first && label.uuid !== first.uuid)
      passedOver.push({ kind: 'damaged', sector, reason: `it is of another PV, ${dashedUuid(label.uuid)}` });
    first ??= label;
  }
  return first ? { kind: 'label', label: first, passedOver } : (passedOver[0] ?? { kind: 'none' });
}

function labelIn(
  bytes: Uint8Array,
  sector: number,
): LabelFound | { readonly kind: 'label'; readonly label: PvLabel } {
  if (latin1(bytes, 0, 8) !== LABEL_ID || latin1(bytes, 24, 8) !== LABEL_TYPE) return { kind: 'none' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const damaged = (reason: string): DamagedLabel => ({ kind: 'damaged', sector, reason });
  if (view.getBigUint64(8, true) !== BigInt(sector)) return damaged('it says that it is of another sector');
  if (view.getUint32(16, true) !== lvmChecksum(bytes.subarray(CHECKED_FROM)))
    return damaged('its checksum is wrong');
  const contents = view.getUint32(20, true);
  if (contents < HEADER_BYTES || contents > SECTOR - 40)
    return damaged('its contents would be outside of it');
  const deviceSize = view.getBigUint64(contents + 32, true);
  const data = readAreas(view, contents + 40);
  const metadata = data && readAreas(view, data.end);
  if (!data || !metadata || deviceSize > BigInt(Number.MAX_SAFE_INTEGER))
    return damaged('its list of areas does not end, or names one that cannot be');
  const uuid = latin1(bytes, contents, 32);
  const { problems, ...extension } = readExtension(view, metadata.end);
  const areas = { dataAreas: data.areas, metadataAreas: metadata.areas };
  const label = { sector, uuid, deviceSizeBytes: Number(deviceSize), ...areas, ...extension };
  const whose = isUuid(uuid) ? [] : ['the UUID in its label is not an LVM UUID'];
  return { kind: 'label', label: { ...label, problems: [...whose, ...problems] } };
}

type Extension = Pick<PvLabel, 'bootloaderAreas' | 'extensionVersion' | 'isInUse' | 'problems'>;

/** pv_header_extension: version, flags, bootloader areas. A label of before there was one has zeros there, or ends. */
function readExtension(view: DataView, at: number): Extension {
  const none = { bootloaderAreas: [], extensionVersion: null, isInUse: false, problems: [] };
  if (at + 8 > view.byteLength) return none;
  const version = view.getUint32(at, true);
  if (version === 0) return none;
  const flags = version >= 2 ? view.getUint32(at + 4, true) : 0;
  const bootloader = readAreas(view, at + 8);
  const extension = { extensionVersion: version, isInUse: (flags & USED) !== 0 };
  if (bootloader) return { ...extension, bootloaderAreas: bootloader.areas, problems: [] };
  const problems = ['the list of bootloader areas in its label does not end, or names one that cannot be'];
  return { ...none, isInUse: null, problems };
}

function latin1(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
