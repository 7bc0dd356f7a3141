import type { Device } from '../stack/stack.ts';
import type { StepMaker } from './step-kind.ts';
import { closeCrypt } from './steps/close-crypt.ts';
import { detachLoop } from './steps/detach-loop.ts';
import { disconnectNbd } from './steps/disconnect-nbd.ts';
import { flushMultipath } from './steps/flush-multipath.ts';
import { removeMapping } from './steps/remove-mapping.ts';
import { stopArray } from './steps/stop-array.ts';

/** The right tool per layer; the first that fits is taken, so what fits any mapped device comes last. */
export const STEP_MAKERS: readonly StepMaker[] = [
  closeCrypt,
  flushMultipath,
  detachLoop,
  disconnectNbd,
  stopArray,
  removeMapping,
];

/** Null for what cannot be taken down: disks, and what dmscope knows no tool for. */
export function stepMakerFor(device: Device): StepMaker | null {
  return STEP_MAKERS.find((maker) => maker.fits(device)) ?? null;
}
