import type { IntentDevice } from '../intent.ts';

/**
 * What can be wanted of the volumes of an unmanaged thin pool. A thin volume that is not active is no device: it is
 * named by its pool and its ID there, a number of 24 bits that whoever asks has chosen.
 */
export type ThinIntent =
  /**
   * Snapshot an active thin volume; with `originId`, the one of that ID in the pool that `device` is, active or not. `name`
   * is for the snapshot's mapping, which is made at once with `isActivated`.
   */
  | {
      readonly kind: 'thin-snapshot';
      readonly device: IntentDevice;
      readonly originId?: number;
      readonly thinId: number;
      readonly name: string;
      readonly isActivated?: true;
    }
  /** Map a thin ID of a pool. The pool does not know how large it is to be. */
  | {
      readonly kind: 'thin-activate';
      readonly device: IntentDevice;
      readonly thinId: number;
      readonly sizeSectors: number;
      readonly name: string;
    }
  /** Delete a thin ID of a pool for good. `typed` is what the operator typed: the ID. */
  | {
      readonly kind: 'thin-delete';
      readonly device: IntentDevice;
      readonly thinId: number;
      readonly typed: string;
    };

export type ThinIntentOf<K extends ThinIntent['kind']> = Extract<ThinIntent, { readonly kind: K }>;
