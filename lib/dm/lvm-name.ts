/** A device-mapper name taken apart as LVM put it together, hyphens single again. */
export type LvmName = { readonly vgName: string; readonly lvName: string; readonly layer: string };

/**
 * `vg--a-lv--b-real` with layer `real` to `vg-a`, `lv-b` (libdm's dm_split_lvm_name). LVM doubles hyphens of names, so a
 * single one separates. Only for a device whose UUID says LVM, and with the layer from that UUID: a sub-volume
 * such as `pool_tdata` has its layer in the UUID only. Null for a name LVM does not make, as after `dmsetup rename`.
 */
export function splitLvmName(name: string, layer: string): LvmName | null {
  const at = singleHyphen(name, 0);
  if (at <= 0 || at === name.length - 1) return null;
  const rest = name.slice(at + 1);
  const layerAt = singleHyphen(rest, 0);
  if (layerAt === 0 || (layerAt > 0 && rest.slice(layerAt + 1) !== layer)) return null;
  const lvName = layerAt < 0 ? rest : rest.slice(0, layerAt);
  return { vgName: undoubled(name.slice(0, at)), lvName: undoubled(lvName), layer };
}

/** Position of the first hyphen that is not doubled, -1 if there is none. */
function singleHyphen(text: string, from: number): number {
  let at = text.indexOf('-', from);
  while (at >= 0) {
    if (text[at + 1] !== '-') return at;
    at = text.indexOf('-', at + 2);
  }
  return -1;
}

function undoubled(text: string): string {
  return text.replaceAll('--', '-');
}
