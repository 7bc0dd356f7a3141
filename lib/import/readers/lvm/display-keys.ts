/** The keys of `lvdisplay`, `vgdisplay` and `pvdisplay` (lib/display/display.c), the longest first: some begin like others. */
const KEYS = [
  ...[
    'LV Path',
    'LV Name',
    'Internal LV Name',
    'VG Name',
    'LV UUID',
    'LV Write Access',
    'LV Creation host, time',
  ],
  ...[
    'LV Creation time',
    'LV Removal time',
    'LV snapshot status',
    'LV Pool name',
    'LV Pool metadata',
    'LV Pool data',
  ],
  ...['LV Pool chunk size', 'LV Pool transaction ID', 'LV Zero new blocks', 'LV Thin origin name'],
  ...[
    'LV External origin name',
    'LV merging to',
    'LV merged with',
    'LV origin of Cache LV',
    'LV Cache pool name',
  ],
  ...['LV Cache origin name', 'LV Cache pool data', 'LV Cache pool metadata', 'LV Integrity origin'],
  ...[
    'LV Integrity metadata',
    'LV Integrity mode',
    'LV Integrity blocksize',
    'LV Integrity mismatch',
    'LV Integrity',
  ],
  ...[
    'LV VDO Pool data',
    'LV VDO Pool usage',
    'LV VDO Pool saving',
    'LV VDO Operating mode',
    'LV VDO Index state',
  ],
  ...[
    'LV VDO Compression st',
    'LV VDO Used size',
    'LV VDO Pool name',
    'LV Status',
    '# open',
    'LV Size',
    'LV type',
  ],
  ...['Cache used blocks', 'Cache metadata blocks', 'Cache dirty blocks', 'Cache read hits/misses'],
  ...[
    'Cache wrt hits/misses',
    'Cache demotions',
    'Cache promotions',
    'Allocated pool data',
    'Allocated metadata',
  ],
  ...[
    'Allocated to snapshot',
    'Mapped size',
    'Current LE',
    'COW-table size',
    'COW-table LE',
    'Snapshot chunk size',
  ],
  ...[
    'Mirrored volumes',
    'Segments',
    'Allocation',
    'Read ahead sectors',
    '- currently set to',
    'Persistent major',
  ],
  ...[
    'Persistent minor',
    'Block device',
    'Type',
    'Monitoring',
    'Stripes',
    'Stripe size',
    'Stripe',
    'Physical volume',
  ],
  ...[
    'Physical extents',
    'Logical volume',
    'Logical extents',
    'Mirrors',
    'Mirror size',
    'Mirror log volume',
    'Mirror',
  ],
  ...[
    'Mirror region size',
    'Mirror original',
    'Mirror destinations',
    'Raid Data LV',
    'Raid Metadata LV',
    'Chunk size',
  ],
  ...[
    'Discards',
    'Transaction ID',
    'Metadata',
    'Thin pool',
    'Device ID',
    'Cache Mode',
    'Policy',
    'Region size',
  ],
  ...[
    'System ID',
    'Format',
    'Metadata Areas',
    'Metadata Sequence No',
    'VG Access',
    'VG Status',
    'Clustered',
    'Shared',
  ],
  ...[
    'MAX LV',
    'Cur LV',
    'Open LV',
    'Max PV',
    'Cur PV',
    'Act PV',
    'VG Size',
    'PE Size (KByte)',
    'PE Size',
    'Total PE',
  ],
  ...[
    'Alloc PE / Size',
    'Free  PE / Size',
    'Free PE / Size',
    'VG UUID',
    'PV Name',
    'PV Size',
    'Allocatable',
    'Free PE',
  ],
  ...['Allocated PE', 'PV UUID', 'PV Status', 'PV#', 'Total PE / Free PE'],
].sort((a, b) => b.length - a.length);

const KEY = new RegExp(
  `^\\s*(${KEYS.map((key) => key.replace(/[.*+?^$()[\]{}|/]/g, '\\$&').replace(/ +/g, ' +')).join('|')})(?=\\s|$)`,
);

/** Values stand in column 22 or 23, so only keys of this length have one blank behind them. */
const LONGEST_BEFORE_GAP = 20;

/** `  LV Name                lv1` taken apart; null for a line that is none of the kind. */
export function keyAndValue(line: string): { readonly key: string; readonly value: string } | null {
  const [matched = '', key] = KEY.exec(line) ?? [];
  if (key === undefined) return null;
  const gap = line.slice(matched.length);
  const value = gap.trim();
  // In prose a key is followed by one blank and more words.
  const isSpaced = /^(?: {2}|\t|$)/.test(gap) || key.length >= LONGEST_BEFORE_GAP;
  if (!isSpaced && !/^\S+(?: [KMGTPE]i?B)?$/.test(value)) return null;
  return { key: key.replace(/ +/g, ' '), value };
}
