/** What the column `attr` of `dmsetup info -c` tells; null for what a text does not tell. */
export type DmAttr = {
  readonly hasLiveTable: boolean | null;
  readonly hasInactiveTable: boolean | null;
  readonly isSuspended: boolean | null;
  readonly isReadOnly: boolean | null;
};

/**
 * The four letters of the column `attr`: `L`ive, `I`nactive, `s`uspended, `r`ead-only or `w`riteable (lvm2, dmsetup.c). In what was put
 * together from other outputs `?` stands for what they do not tell.
 */
export function dmAttrOf(attr: string): DmAttr {
  return {
    hasLiveTable: flagOf(attr[0], 'L'),
    hasInactiveTable: flagOf(attr[1], 'I'),
    isSuspended: flagOf(attr[2], 's'),
    isReadOnly: flagOf(attr[3], 'r'),
  };
}

function flagOf(letter: string | undefined, yes: string): boolean | null {
  return letter === undefined || letter === '?' ? null : letter === yes;
}

export function isDmAttr(attr: string): boolean {
  return attr.length === 4 && /^[L?-][I?-][s?-][rw?]$/.test(attr);
}

/** A count as dmsetup prints it; null for what is missing or, as an unknown open count, negative. */
export function countOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text.length === 1 && text >= '0' && text <= '9') return text.charCodeAt(0) - 0x30;
  return /^ *\d{1,15} *$/.test(text) ? Number(text) : null;
}
