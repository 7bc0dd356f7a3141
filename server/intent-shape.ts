import { z } from 'zod';
import type { Intent } from '../lib/plan/intent.ts';
import { MAX_THIN_ID } from '../lib/thin/thin-id.ts';

const device = z.strictObject({ identity: z.string().min(1).max(2000) });
const isDeferred = z.literal(true).exactOptional();
const typed = z.string().max(2000);
const thinId = z.int().min(0).max(MAX_THIN_ID);
const name = z.string().min(1).max(127);

/** What can be asked for. It names a device and what is wanted of it; there is no place for a command. */
export const intentShape: z.ZodType<Intent> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free'), device, isDeferred }),
  z.strictObject({ kind: z.literal('remove'), device, isDeferred }),
  z.strictObject({ kind: z.literal('resume'), device }),
  z.strictObject({ kind: z.literal('clear'), device }),
  z.strictObject({ kind: z.literal('free-and-lvremove'), device, typed }),
  z.strictObject({
    kind: z.literal('thin-snapshot'),
    device,
    originId: thinId.exactOptional(),
    thinId,
    name,
    isActivated: z.literal(true).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('thin-activate'), device, thinId, sizeSectors: z.int().positive(), name }),
  z.strictObject({ kind: z.literal('thin-delete'), device, thinId, typed }),
]);
