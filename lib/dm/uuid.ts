/** What made a device-mapper device, read from its UUID: its name proves nothing. */
export type DmUuid =
  | { readonly kind: 'lvm'; readonly vgUuid: string; readonly lvUuid: string; readonly layer: string }
  | { readonly kind: 'crypt'; readonly format: string; readonly uuid: string; readonly name: string }
  | { readonly kind: 'partition'; readonly number: number; readonly parentUuid: string }
  | { readonly kind: 'multipath'; readonly wwid: string }
  | { readonly kind: 'dmraid' | 'vdo' | 'stratis'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly prefix: string };
