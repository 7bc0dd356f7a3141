/**
 * What LVM says between the lines of its outputs, on standard error or, in old versions, on standard output. A missing PV is told only
 * by such a line; all else is no fact about a device.
 */
export type LvmMessage = {
  readonly kind: 'missing-pv' | 'warning';
  readonly vg?: string;
  readonly pvUuid?: string;
};

const UUID = '[a-zA-Z0-9]{6}(?:-[a-zA-Z0-9]{4}){5}-[a-zA-Z0-9]{6}';
const MISSING = new RegExp(
  `(?:Couldn't find device with uuid |VG (\\S+) is missing PV |Couldn't find device for PV )'?(${UUID})`,
);

const WARNING = new RegExp(
  [
    'WARNING:',
    'Warning:',
    'Error:',
    'Internal error',
    'File descriptor \\S+ .*leaked on ',
    'File descriptor \\S+ left open',
    'Found duplicate PV ',
    'Using duplicate PV ',
    'PV \\S+ prefers device ',
    'PV \\S+ on \\S+ was already found',
    'Not activating ',
    'Incorrect (?:metadata area|checksum)',
    'Consider pruning ',
    'There (?:is|are) \\d+ physical volumes? missing',
    'Volume group "[^"]*" (?:not found|is exported|is inconsistent)',
    'Volume Groups with the clustered attribute',
    'Skipping (?:clustered|volume group|exported|over)',
    'Cannot (?:process|access|change|open) ',
    "Can't (?:open|process|lock|get) ",
    'Failed to ',
    'Configuration setting ',
    'Run `',
    '/\\S+: (?:read failed|open failed|stat failed|lseek|write failed|connect failed|Checksum error|No such)',
    'connect\\(\\) failed',
    'Recovery of (?:volume group|standalone)',
    'Devices file ',
    'See lvmdevices',
    'device-mapper: ',
    'Failed to find ',
    'No (?:volume groups|matching physical volumes) found',
    '(?:Finding|Scanning for|Reading all|Reading volume groups|Wiping cache|Refreshing|Logging|Using|Locking|Getting) .*',
    'Read-only locking type set',
    'Please use ',
    'Internal cluster locking',
  ]
    .map((part) => `(?:${part})`)
    .join('|'),
);
const FROM_START = new RegExp(`^\\s*(?:${WARNING.source})`);

/** Null for a line that is none that is known. */
export function lvmMessage(line: string): LvmMessage | null {
  const [, vg, pvUuid] = MISSING.exec(line) ?? [];
  if (pvUuid !== undefined) return { kind: 'missing-pv', pvUuid, ...(vg !== undefined && { vg }) };
  return FROM_START.test(line) ? { kind: 'warning' } : null;
}

export const WARNING_REASON = 'warning of LVM';
