import { encodeHostText } from '../text/host-text.ts';

/**
 * What an operator calls a thin volume that has no other name. A thin ID is a number that is given anew after a volume was
 * deleted, so a label belongs to the ID together with what the pool's metadata has of its making. For a snapshot that tells it
 * from any later one; two volumes that were both made empty, with no snapshot taken and no transaction counted in between, are
 * the same to the metadata, so dmscope also drops the labels of what it deletes itself (server/thin/labels.ts).
 */
export type ThinLabel = {
  /** The pool's identity. */
  readonly pool: string;
  readonly text: string;
} & ThinMaking;

/** Of a thin volume, when it was made; `ThinContents` has it. */
export type ThinMaking = {
  readonly thinId: number;
  readonly transactionId: number;
  readonly createdTime: number;
};

export const LABEL_BYTES = 256;

/** In a line why a text can be no label; null if it can. */
export function whyNoLabel(text: string): string | null {
  if (text.trim() === '') return 'a label has at least one character';
  if (!text.isWellFormed()) return 'a label is text in UTF-8';
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) return 'a label has no line breaks and no other control characters';
  const { length } = encodeHostText(text);
  return length <= LABEL_BYTES ? null : `a label has up to ${LABEL_BYTES} bytes of UTF-8, not ${length}`;
}

export function isLabelOf(label: ThinLabel, pool: string, thin: ThinMaking): boolean {
  return (
    label.pool === pool &&
    label.thinId === thin.thinId &&
    label.transactionId === thin.transactionId &&
    label.createdTime === thin.createdTime
  );
}

/** The labels of a pool's volumes by ID; those of earlier volumes that had the same IDs are left out. */
export function labelsById(
  labels: readonly ThinLabel[],
  pool: string,
  thins: readonly ThinMaking[],
): ReadonlyMap<number, string> {
  const made = new Map(thins.map((thin) => [thin.thinId, thin]));
  return new Map(
    labels.flatMap((label) => {
      const thin = made.get(label.thinId);
      return thin && isLabelOf(label, pool, thin) ? [[label.thinId, label.text] as const] : [];
    }),
  );
}
