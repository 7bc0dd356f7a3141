/**
 * The columns of LVM's reports (lib/report/columns.h of LVM 2.03.40, and headings of older versions): how each is called in its heading,
 * and the field it is, which is what `-o`, JSON and `--nameprefixes` call it.
 */
export type ReportProgram = 'lvs' | 'vgs' | 'pvs';

/** Headings of the fields that are of use; of the same heading in several reports the field differs, so those are in fieldOf. */
const FIELDS: Readonly<Record<string, string>> = {
  LV: 'lv_name',
  VG: 'vg_name',
  PV: 'pv_name',
  'LV UUID': 'lv_uuid',
  'VG UUID': 'vg_uuid',
  'PV UUID': 'pv_uuid',
  Path: 'lv_path',
  LSize: 'lv_size',
  OSize: 'origin_size',
  Pool: 'pool_lv',
  Origin: 'origin',
  'Data%': 'data_percent',
  'Meta%': 'metadata_percent',
  'Snap%': 'snap_percent',
  Active: 'lv_active',
  KMaj: 'lv_kernel_major',
  KMin: 'lv_kernel_minor',
  Suspended: 'lv_suspended',
  LiveTable: 'lv_live_table',
  InactiveTable: 'lv_inactive_table',
  Health: 'lv_health_status',
  Type: 'segtype',
  Devices: 'devices',
  Fmt: 'pv_fmt',
  DevSize: 'dev_size',
  PSize: 'pv_size',
  PFree: 'pv_free',
  Missing: 'pv_missing',
  VSize: 'vg_size',
  VFree: 'vg_free',
  Partial: 'vg_partial',
  '#PV Missing': 'vg_missing_pv_count',
  '#PV': 'pv_count',
  '#LV': 'lv_count',
  '#SN': 'snap_count',
  '#Seg': 'seg_count',
  '#Str': 'stripes',
  SSize: 'seg_size',
};

const OTHERS = new Set(
  `DMPath|Parent|Layout|Role|InitImgSync|ImgSynced|Merging|Converting|AllocPol|AllocLock|FixMin|SkipAct|AutoAct|WhenFull|ActLocal|ActRemote|ActExcl
Maj|Min|Attr|Rahead|MSize|Origin UUID|Ancestors|FAncestors|Descendants|FDescendants|Mismatches|SyncAction|WBehind|MinSync|MaxSync|IntegMode
IntegBlkSize|IntegMismatches|Move|Move UUID|Convert|Convert UUID|Log|Log UUID|Data|Data UUID|Meta|Meta UUID|Pool UUID|LV Tags|LProfile|LLockArgs
CTime|Time|RTime|Host|Modules|Historical|WCacheBlkSize|KRahead|LPerms|DevOpen|Cpy%Sync|Copy%|CacheTotalBlocks|CacheUsedBlocks|CacheDirtyBlocks
CacheReadHits|CacheReadMisses|CacheWriteHits|CacheWriteMisses|CachePromotions|CacheDemotions|KCacheSettings|KCachePolicy|Cache Policy|KMFmt
KCacheMode|KDiscards|CheckNeeded|MergeFailed|SnapInvalid|VDOOperatingMode|VDOCompressionState|VDOIndexState|VDOUsedSize|VDOSaving%
WCacheTotalBlocks|WCacheFreeBlocks|WCacheWritebackBlocks|WCacheErrors|PMdaFree|PMdaSize|PExtVsn|1st PE|Used|Allocatable|Exported|PE|Alloc|PV Tags
#PMda|#PMdaUse|BA Start|BA Size|PInUse|Duplicate|DeviceID|DeviceIDType|VPerms|Extendable|Clustered|Shared|SYS ID|System ID|LockType|VLockArgs
PRSet|PR|Ext|#Ext|Free|MaxLV|MaxPV|Seq|VG Tags|VProfile|#VMda|#VMdaUse|VMdaFree|VMdaSize|#VMdaCps|#DStr|RSize|#Cpy|DOff|NOff|#Par|Stripe|Region|Chunk
#Thins|Discards|CMFmt|CacheMode|Cachemode|Zero|TransId|ThId|Start|Seg Tags|PE Ranges|LE Ranges|Metadata LE Ranges|Metadata Devs|Monitor
CachePolicy|CacheSettings|IntegSettings|VDOCompression|VDODeduplication|VDOMinimumIOSize|VDOBlockMapCacheSize|VDOBlockMapEraLength
VDOSparseIndex|VDOIndexMemorySize|VDOSlabSize|VDOAckThreads|VDOBioThreads|VDOBioRotation|VDOCPUThreads|VDOHashZoneThreads|VDOLogicalThreads
VDOPhysicalThreads|VDOMaxDiscard|VDOHeaderSize|VDOMetadataHints|VDOWritePolicy`.split(/[|\n]/),
);

const IDS = new Set([...Object.values(FIELDS), 'lv_full_name', 'lv_attr', 'vg_attr', 'pv_attr']);
const ID_FORM = /^(?:lv|vg|pv|seg|pvseg|origin|pool|data|metadata|vdo|raid|cache)_[a-z_]{2,40}$/;

export function isHeading(text: string): boolean {
  return Object.hasOwn(FIELDS, text) || OTHERS.has(text) || IDS.has(text) || ID_FORM.test(text);
}

/** The field of a heading; the heading itself where it is of no use. */
export function fieldOf(heading: string, program: ReportProgram): string {
  if (heading === 'Attr') return { lvs: 'lv_attr', vgs: 'vg_attr', pvs: 'pv_attr' }[program];
  // In lvs these are numbers that an LV was given for good, not those it has.
  if ((heading === 'Maj' || heading === 'Min') && program === 'pvs')
    return heading === 'Maj' ? 'pv_major' : 'pv_minor';
  return Object.hasOwn(FIELDS, heading) ? (FIELDS[heading] ?? heading) : heading;
}

/** Which report a line of headings is of. */
export function programOf(headings: readonly string[]): ReportProgram {
  const first = headings.find((heading) => /^(?:LV|VG|PV|lv_.*name|vg_name|pv_name)$/.test(heading));
  const has = (...any: readonly string[]) => any.some((heading) => headings.includes(heading));
  if (first === 'PV' || first === 'pv_name') return 'pvs';
  if (first === 'VG' && has('VSize', '#PV', '#LV')) return 'vgs';
  if (has('LV', 'LSize', 'lv_name', 'lv_full_name')) return 'lvs';
  return has('PV', 'PSize') ? 'pvs' : 'vgs';
}

/** Reports of several kinds have several columns Attr, told apart by their length. */
export function attrField(field: string, value: string): string {
  if (!field.endsWith('_attr')) return field;
  if (value.length >= 8) return 'lv_attr';
  return value.length === 3 ? 'pv_attr' : field;
}

const DEFAULTS: Readonly<Record<ReportProgram, string>> = {
  lvs: 'lv_name,vg_name,lv_attr,lv_size,pool_lv,origin,data_percent,metadata_percent,move_pv,mirror_log,copy_percent,convert_lv',
  vgs: 'vg_name,pv_count,lv_count,snap_count,vg_attr,vg_size,vg_free',
  pvs: 'pv_name,vg_name,pv_fmt,pv_attr,pv_size,pv_free',
};

/** What is printed without `-o`. */
export function defaultFields(program: ReportProgram, hasSegments: boolean): readonly string[] {
  if (!hasSegments || program === 'vgs') return DEFAULTS[program].split(',');
  return program === 'lvs'
    ? ['lv_name', 'vg_name', 'lv_attr', 'stripes', 'segtype', 'seg_size']
    : [...DEFAULTS.pvs.split(','), 'pvseg_start', 'pvseg_size'];
}

const PREFIXES: Readonly<Record<ReportProgram, string>> = { lvs: 'lv_', vgs: 'vg_', pvs: 'pv_' };
const BY_PLAIN_ID = new Map([...IDS].map((id) => [id.replaceAll('_', ''), id]));

/** A word of `-o`: its prefix may be left out, and underscores as well (libdm's _is_same_field). */
export function fieldOfOption(word: string, program: ReportProgram): string {
  const plain = word.replaceAll('_', '');
  return BY_PLAIN_ID.get(plain) ?? BY_PLAIN_ID.get(PREFIXES[program].replace('_', '') + plain) ?? word;
}

const NEVER_EMPTY =
  /^(?:(?:lv|lv_full|vg|pv)_name|(?:lv|vg|pv)_(?:attr|uuid|size)|(?:pv|lv|snap|seg)_count|vg_free|pv_free|stripes|segtype|seg_size|lv_kernel_m\w+)$/;

/** Whether a field always has a value; a PV may be of no group. */
export function isNeverEmpty(field: string, program: ReportProgram): boolean {
  return NEVER_EMPTY.test(field) && !(program === 'pvs' && field !== 'pv_name');
}
