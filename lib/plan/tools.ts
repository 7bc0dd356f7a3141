import type { Stack } from '../stack/stack.ts';
import type { Refusal, Step } from './plan.ts';

/** Where a tool comes from. */
const PACKAGES: Readonly<Record<string, string>> = {
  cryptsetup: 'cryptsetup',
  multipath: 'multipath-tools or device-mapper-multipath',
  losetup: 'util-linux',
  'qemu-nbd': 'qemu-utils or qemu-img',
  'nbd-client': 'nbd-client or nbd',
  mdadm: 'mdadm',
  lvremove: 'lvm2',
  dmsetup: 'dmsetup or device-mapper',
};

/** One refusal for each program that a step needs and the host lacks; none where the capture does not tell. */
export function toolRefusals({ host }: Stack, steps: readonly Step[]): readonly Refusal[] {
  const { tools } = host;
  if (tools === null) return [];
  const missing = new Set(steps.map(({ requires }) => requires).filter((tool) => !tools.includes(tool)));
  return [...missing].map((tool) => ({
    kind: 'tool-missing',
    device: null,
    cause: `${tool} is not installed on the host.`,
    wayOut: `Install it there: the package is ${PACKAGES[tool] ?? tool}.`,
  }));
}
