/** The option lists of `dmsetup ls --tree -o` that are compared: none, each one alone, and combinations. */
const SINGLES = [
  'active',
  'ascii',
  'blkdevname',
  'compact',
  'device',
  'inverted',
  'nodevice',
  'notrunc',
  'open',
  'rw',
  'status',
  'table',
  'utf',
  'uuid',
  'vt100',
];

const COMBINATIONS = [
  'active,rw,open,uuid',
  'uuid,open,rw,active,notrunc',
  'blkdevname,inverted',
  'blkdevname,nodevice',
  'blkdevname,device,notrunc',
  'nodevice,inverted',
  'nodevice,active',
  'nodevice,uuid,inverted,ascii',
  'compact,ascii',
  'compact,utf',
  'compact,vt100',
  'compact,inverted',
  'compact,nodevice',
  'compact,nodevice,inverted',
  'compact,blkdevname,nodevice',
  'compact,blkdevname,notrunc',
  'compact,active',
  'compact,status',
  'compact,table,inverted',
  'utf,ascii',
  'ascii,utf,notrunc',
  'vt100,uuid',
  'vt100,notrunc,inverted,blkdevname',
  'vt100,compact,nodevice',
  'device,nodevice',
  'nodevice,device',
  'status,table,open',
  'inverted,active,rw,open,uuid,blkdevname,ascii',
  'inverted,active,rw,open,uuid,blkdevname,utf,notrunc',
  'a,b,i,n',
];

/** Refused by dmsetup, each with a message and status 1. */
const REFUSED = ['bogus', 'ascii,bogus,utf', 'Utf'];

/** In a locale without UTF-8 only what names no symbols itself can differ. */
const IN_PLAIN_LOCALE = ['', 'inverted', 'compact', 'utf', 'blkdevname,active,uuid', 'bogus'];

/**
 * What to ask dmsetup, as `LOCALE MANGLING OPTIONS`. One name that dmsetup should have mangled, and was not, makes it
 * refuse to print any without `--manglename none`.
 */
export function treeRequests(hasRawNames: boolean): readonly string[] {
  const [mangling, other] = hasRawNames ? ['none', 'none'] : ['auto', 'none'];
  return [
    ...['', ...SINGLES, ...COMBINATIONS, ...REFUSED].map((options) => `C.UTF-8 ${mangling} ${options}`),
    ...IN_PLAIN_LOCALE.map((options) => `C ${mangling} ${options}`),
    ...['', 'uuid,notrunc'].map((options) => `C.UTF-8 ${other} ${options}`),
  ];
}
