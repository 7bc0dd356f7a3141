/** Facts that a recording may lack, in words that go on after "it does not tell"; those that a comparison has to leave out. */
export const MISSING = {
  numbers: 'device numbers',
  openCounts: 'open counts',
  uuids: 'UUIDs',
  suspended: 'which devices are suspended',
  readOnly: 'which devices are read-only',
  tables: 'tables',
  status: 'status of targets',
  others: 'block devices that are not device-mapper’s',
  sizes: 'exact sizes (they were rounded)',
  contents: 'what is on the devices',
  mounts: 'what is mounted',
  swap: 'what is used as swap',
} as const;
