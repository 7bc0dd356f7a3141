import { type OpenSection, reportIn, textsIn } from './section-reader.ts';

/** The words of `status` that LVM knows; with another one it reads nothing of the group (lib/format_text/flags.c). */
const KNOWN: Readonly<Record<'group' | 'pv' | 'volume', ReadonlySet<string>>> = {
  group: new Set(['EXPORTED', 'RESIZEABLE', 'PVMOVE', 'READ', 'WRITE', 'CLUSTERED', 'SHARED', 'PARTIAL']),
  pv: new Set(['ALLOCATABLE', 'EXPORTED', 'MISSING']),
  volume: new Set([
    ...['READ', 'WRITE', 'FIXED_MINOR', 'VISIBLE', 'PVMOVE', 'LOCKED', 'NOTSYNCED', 'REBUILD'],
    ...['RESHAPE', 'RESHAPE_DATA_OFFSET', 'RESHAPE_DELTA_DISKS_PLUS', 'RESHAPE_DELTA_DISKS_MINUS'],
    ...[
      'REMOVE_AFTER_RESHAPE',
      'WRITEMOSTLY',
      'METADATA_FORMAT',
      'CROP_METADATA',
      'CACHE_VOL',
      'CACHE_USES_CACHEVOL',
    ],
  ]),
};

/** What groups, PVs and volumes have alike. Words of `flags` are there to be passed over by versions that do not know them. */
export function readStatus(open: OpenSection, of: keyof typeof KNOWN) {
  const status = textsIn(open, 'status', true);
  const unknown = status.find((word) => !KNOWN[of].has(word));
  if (unknown !== undefined) reportIn(open, 'status', `has "${unknown}", which LVM does not know`);
  return { status, flags: textsIn(open, 'flags'), tags: textsIn(open, 'tags') };
}
