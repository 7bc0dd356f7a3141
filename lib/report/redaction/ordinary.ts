/**
 * What gives nobody away stays as it is, else a report would be hard to read: names that every other host has, and that
 * are words of the report's own sentences too.
 */
const NAMES: ReadonlySet<string> = new Set(
  (
    'root rootfs swap home var tmp usr opt srv boot data meta log lib run etc dev lv vg pv vg0 vg00 pool thin snap ' +
    'snapshot origin cow real volume volumes group disk device image images backup backups top middle bottom base ' +
    'linear striped mirror cache crypt raid loop localhost system default docker containers lvol0 lvol0_pmspare'
  ).split(' '),
);

const PATHS =
  /^\/(?:(?:boot|boot\/efi|home|var|var\/(?:lib|log|tmp|cache)|usr|tmp|srv|opt|mnt|run|etc|root)?)$/;

export function isOrdinaryName(name: string): boolean {
  return NAMES.has(name.toLowerCase());
}

/** Devices are no paths of an owner's choosing; what is a name in them is replaced as a name. */
export function isOrdinaryPath(path: string): boolean {
  return !path.startsWith('/') || path.startsWith('/dev/') || PATHS.test(path);
}

/** So short, or a number, that it stands for other things as well: replaced only where it is part of a longer name. */
export function isAmbiguous(name: string): boolean {
  return name.length < 3 || /^\d+$/.test(name);
}
