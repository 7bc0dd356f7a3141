import { readFileSync } from 'node:fs';
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { findDevice } from '../tree/find-device.ts';

/** A stack of lib/plan/cases, as a real kernel had it. */
export function recordedHost(name: string): Stack {
  const { value, problems } = readCapture(
    readFileSync(new URL(`./cases/${name}/host.capture`, import.meta.url)),
  );
  if (!value) throw new Error(`${name} is no capture`);
  return buildStack(value, problems);
}

/** By any name that a device goes by. */
export function recordedDevice(stack: Stack, word: string): Device {
  const found = findDevice(stack, word);
  if (found.kind !== 'found') throw new Error(`${word} is ${found.kind}`);
  return found.device;
}
