/** `3aaa0122:29827cfa:5331ad66:ca767371`, as mdadm prints it, in the form of blkid: `3aaa0122-2982-7cfa-5331-ad66ca767371`. */
export function blkidUuid(mdUuid: string): string | null {
  const digits = mdUuid.replaceAll(':', '').toLowerCase();
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(digits);
  return match ? match.slice(1).join('-') : null;
}
