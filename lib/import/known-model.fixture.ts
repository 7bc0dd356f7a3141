import { findings } from '../findings/findings.ts';
import type { Device, Stack } from '../stack/stack.ts';

/** What is known of a host, in lines that can be compared, whatever its devices are called by. */
export type Model = {
  readonly devices: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  readonly sizes: ReadonlyMap<string, number>;
  readonly findings: readonly Found[];
};

export type Found = { readonly rule: string; readonly names: readonly string[] };

export function modelOf(stack: Stack): Model {
  const byDevNo = new Map(stack.devices.map((device) => [device.devNo, device]));
  const called = (device: Device | undefined) => device?.name ?? '?';
  return {
    devices: new Set(stack.devices.map(called)),
    edges: new Set(
      stack.devices.flatMap((device) =>
        device.bases.map(({ base }) => `${called(device)} on ${called(byDevNo.get(base))}`),
      ),
    ),
    uses: new Set(
      stack.devices.flatMap((device) => [
        ...device.mounts.map(({ mountPoint }) => `${called(device)} at ${mountPoint}`),
        ...(device.swap ? [`${called(device)} as swap`] : []),
      ]),
    ),
    sizes: new Map(
      stack.devices.flatMap((device) =>
        device.sizeBytes === null ? [] : [[called(device), device.sizeBytes]],
      ),
    ),
    findings: findings(stack).map(({ rule, devices }) => ({ rule, names: devices.map(({ name }) => name) })),
  };
}
