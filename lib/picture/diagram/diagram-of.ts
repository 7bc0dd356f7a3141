import type { DevNo } from '../../block/dev-no.ts';
import type { Finding } from '../../findings/finding.ts';
import { deviceOf, holdersOf, indexStack } from '../../stack/index-stack.ts';
import type { Device, Stack } from '../../stack/stack.ts';
import { grouped } from '../../text/exact-size.ts';
import type { Heading } from '../scene/heading.ts';
import { whatHolds } from '../what-holds.ts';
import { type DiagramInput, type DiagramMarks, NO_MARKS } from './diagram.ts';
import { WHOLE_HOST } from './scope.ts';

/** What to draw, and what to write over it. */
export type DiagramQuestion = { readonly input: DiagramInput; readonly heading: Heading };

/**
 * A finding's devices, what stands on them and what they stand on. It is about the device that its intent names; without
 * one, all its devices weigh the same.
 */
export function diagramOfFinding(stack: Stack, finding: Finding): DiagramQuestion {
  const named = finding.devices.map(({ devNo }) => devNo);
  const target = finding.intent ? (deviceOf(stack, finding.intent.device.identity)?.devNo ?? null) : null;
  const around = target === null ? named : [target, ...named];
  const marks: DiagramMarks = {
    target,
    parts: new Map(finding.devices.map(({ devNo, part }) => [devNo, part])),
  };
  const sentences = target === null ? [finding.consequence] : whatHolds(stack, target);
  return {
    input: { stack, scope: { ...WHOLE_HOST, around }, marks },
    heading: { title: finding.title, sentences },
  };
}

export function diagramOfDevice(stack: Stack, device: Device): DiagramQuestion {
  const isHeld = holdersOf(indexStack(stack), device.devNo).length > 0;
  const title = isHeld ? `What holds ${device.name}` : `What ${device.name} stands on`;
  return {
    input: {
      stack,
      scope: { ...WHOLE_HOST, around: [device.devNo] },
      marks: { target: device.devNo, parts: new Map() },
    },
    heading: { title, sentences: whatHolds(stack, device.devNo) },
  };
}

/** Every stack, as far as there is room; the devices of findings are pointed out. */
export function diagramOfHost(stack: Stack, found: readonly Finding[]): DiagramQuestion {
  const parts = new Map<DevNo, string>();
  for (const { devices } of found)
    for (const { devNo, part } of devices) if (!parts.has(devNo)) parts.set(devNo, part);
  const left = stack.devices.length - WHOLE_HOST.limit;
  const sentences =
    left > 0
      ? [`${grouped(stack.devices.length)} devices, of which the first ${WHOLE_HOST.limit} are drawn.`]
      : [];
  return {
    input: { stack, scope: WHOLE_HOST, marks: { ...NO_MARKS, parts } },
    heading: { title: `All devices of ${stack.host.name}`, sentences },
  };
}
