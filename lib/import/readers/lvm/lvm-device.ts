/** The device-mapper name that LVM gives: `vg--a-lv` for `lv` of `vg-a` (dm_build_dm_name). */
export function dmNameOf(vg: string, lv: string): string {
  return `${vg.replaceAll('-', '--')}-${lv.replaceAll('-', '--')}`;
}

/** `/dev/vg/lv` to its two names; null for another path. */
export function namesOfPath(path: string): { readonly vg: string; readonly lv: string } | null {
  const [, vg, lv] = /^\/dev\/([^/\s]+)\/([^/\s]+)$/.exec(path.trim()) ?? [];
  return vg === undefined || lv === undefined || vg === 'mapper' ? null : { vg, lv };
}

const NAME = /^[a-zA-Z0-9+_.][a-zA-Z0-9+_.-]{0,126}$/;

/** Whether LVM accepts it as the name of a group or a volume. */
export function isLvmName(name: string): boolean {
  return NAME.test(name);
}

const INTERNAL =
  /^pvmove\d+$|_(?:mlog|mimage_\d+|rimage_\d+|rmeta_\d+|tdata|tmeta|cdata|cmeta|corig|wcorig|cvol|cpool|vdata|iorig|imeta|pmspare)(?:_\w+)?$/;

/** Whether LVM reserves a name for volumes of its own, as `pool_tdata` (lvm(8), VALID NAMES). They have no link in /dev/vg. */
export function isInternalName(lv: string): boolean {
  return INTERNAL.test(lv);
}
