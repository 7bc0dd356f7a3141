import { unmangleName } from './mangle.ts';

/** What made a device-mapper device, read from its UUID: its name proves nothing. */
export type DmUuid =
  | { readonly kind: 'lvm'; readonly vgUuid: string; readonly lvUuid: string; readonly layer: string }
  | { readonly kind: 'crypt'; readonly format: string; readonly uuid: string; readonly name: string }
  | { readonly kind: 'partition'; readonly number: number; readonly parentUuid: string }
  | { readonly kind: 'multipath'; readonly wwid: string }
  | { readonly kind: 'dmraid' | 'vdo' | 'stratis'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly prefix: string };

/** LVM's ids are 32 of `[A-Za-z0-9!#]` (lib/uuid/uuid.c); the layer is what follows, such as `real` or `missing_0_0`. */
const LVM = /^LVM-([A-Za-z0-9!#]{32})([A-Za-z0-9!#]{32})(?:-(.*))?$/s;

/** cryptsetup's `CRYPT-<type>[-<uuid>]-<name>`; `LUKS2-OPAL` is the one type with a dash in it. */
const CRYPT = /^CRYPT-(LUKS2-OPAL|[A-Z][A-Z0-9]*)-(.*)$/s;

const CRYPT_ID = /^([0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(.*)$/is;

/** These have no header that could hold a UUID: what follows is a name, however it looks. */
const CRYPT_WITHOUT_ID: readonly string[] = ['PLAIN', 'TEMP', 'TCRYPT', 'LOOPAES'];

/**
 * Reads a raw device-mapper UUID; total. `uuid` of crypt is as written there, usually without dashes, and empty
 * where the format has none. `parentUuid` is the parent's raw UUID (kpartx writes `devnode_7:0_…` for a parent
 * that is not device-mapper's), so that `part1-mpath-…` leads to `mpath-…`.
 */
export function classifyDmUuid(uuid: string): DmUuid {
  if (uuid === '') return { kind: 'none' };
  return lvmUuid(uuid) ?? cryptUuid(uuid) ?? partitionUuid(uuid) ?? prefixedUuid(uuid);
}

function lvmUuid(uuid: string): DmUuid | null {
  if (!uuid.startsWith('LVM-')) return null;
  const match = LVM.exec(unmangleName(uuid));
  if (!match) return null;
  const [, vgUuid = '', lvUuid = '', layer = ''] = match;
  return { kind: 'lvm', vgUuid, lvUuid, layer };
}

function cryptUuid(uuid: string): DmUuid | null {
  const match = CRYPT.exec(uuid);
  if (!match) return null;
  const [, format = '', rest = ''] = match;
  const parts = CRYPT_WITHOUT_ID.includes(format) ? null : CRYPT_ID.exec(rest);
  return { kind: 'crypt', format, uuid: parts?.[1] ?? '', name: unmangleName(parts?.[2] ?? rest) };
}

function partitionUuid(uuid: string): DmUuid | null {
  const match = /^part(\d{1,9})-(.*)$/s.exec(uuid);
  return match ? { kind: 'partition', number: Number(match[1]), parentUuid: match[2] ?? '' } : null;
}

function prefixedUuid(uuid: string): DmUuid {
  const dash = uuid.indexOf('-');
  const prefix = dash < 0 ? uuid : uuid.slice(0, dash);
  const id = dash < 0 ? '' : uuid.slice(dash + 1);
  if (id === '') return { kind: 'unknown', prefix };
  if (prefix === 'mpath') return { kind: 'multipath', wwid: unmangleName(id) };
  if (prefix === 'DMRAID') return { kind: 'dmraid', id };
  if (prefix === 'VDO') return { kind: 'vdo', id };
  if (prefix === 'stratis') return { kind: 'stratis', id };
  return { kind: 'unknown', prefix };
}
