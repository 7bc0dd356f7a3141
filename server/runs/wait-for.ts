import type { Understood } from '../../lib/dm/target-type.ts';
import { indexStack, type StackIndex } from '../../lib/stack/index-stack.ts';
import type { Look, LookExtent } from './look.ts';

/** A look that was had already, and how much it tells. */
export type Seen = { readonly index: StackIndex; readonly extent: LookExtent };

type Wait = {
  readonly extent: LookExtent;
  readonly forMs: number;
  readonly seen: Seen | null;
  readonly parts: { readonly look: Look; readonly patience: { readonly betweenLooksMs: number } };
};

/** The first look at which it is true, or the last one. What a quick look leaves open a whole one tells. */
export async function waitFor(
  isTrue: (index: StackIndex) => boolean,
  { extent, forMs, seen, parts }: Wait,
): Promise<Understood<Seen>> {
  if (seen && (seen.extent === extent || seen.extent === 'users') && isTrue(seen.index))
    return { ok: true, value: seen };
  const until = Date.now() + forMs;
  for (let next = extent; ; next = 'users') {
    const looked = await parts.look(next);
    if (!looked.ok) return { ok: false, reason: `The host could not be read: ${looked.reason}.` };
    const index = indexStack(looked.value);
    if (isTrue(index) || (next === 'users' && Date.now() >= until))
      return { ok: true, value: { index, extent: next } };
    await new Promise((resolve) => setTimeout(resolve, parts.patience.betweenLooksMs));
  }
}
