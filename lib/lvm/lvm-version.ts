/** `2.03.16(2) (2022-05-18)` as a number that compares, 2_03_016; null where none is told. */
export function lvmVersion(text: string): number | null {
  const [, major, minor, patch] = /^(\d)\.(\d{1,2})\.(\d{1,3})/.exec(text) ?? [];
  if (major === undefined) return null;
  return (Number(major) * 100 + Number(minor)) * 1000 + Number(patch);
}

/** When what LVM does with a PV on a volume changed (lvm2's WHATS_NEW). */
export const FIRST_WITH = {
  autoActivationList: 2_02_097,
  globalFilter: 2_02_098,
  devicesFile: 2_03_012,
  /** `pvscan` runs inside udev's rule, before the device has any link; until then a service ran it afterwards. */
  scanInUdevRule: 2_03_014,
  /** The udev rule leaves PVs on volumes alone, whatever scan_lvs says. */
  ruleSkippingVolumes: 2_03_024,
} as const;

/** `scan_lvs=0` came to both lines in 2019; before, every volume was looked into. */
export function knowsScanLvs(version: number): boolean {
  return version >= 2_03_003 || (version >= 2_02_184 && version < 2_03_000);
}
