/** What the column `attr` of `dmsetup info -c` tells. */
export type DmAttr = {
  readonly hasLiveTable: boolean;
  readonly hasInactiveTable: boolean;
  readonly isSuspended: boolean;
  readonly isReadOnly: boolean;
};

/** The four letters of the column `attr`: `L`ive, `I`nactive, `s`uspended, `r`ead-only or `w`riteable (lvm2, dmsetup.c). */
export function dmAttrOf(attr: string): DmAttr {
  return {
    hasLiveTable: attr[0] === 'L',
    hasInactiveTable: attr[1] === 'I',
    isSuspended: attr[2] === 's',
    isReadOnly: attr[3] === 'r',
  };
}

export function isDmAttr(attr: string): boolean {
  return attr.length === 4 && /^[L-][I-][s-][rw]$/.test(attr);
}

/** A count as dmsetup prints it; null for what is missing or, as an unknown open count, negative. */
export function countOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text.length === 1 && text >= '0' && text <= '9') return text.charCodeAt(0) - 0x30;
  return /^ *\d{1,15} *$/.test(text) ? Number(text) : null;
}
