import type { Finding } from '../findings/finding.ts';
import { findings } from '../findings/findings.ts';
import type { Stack } from '../stack/stack.ts';
import type { Run } from './run.ts';

/**
 * The findings that a run mended, as they would be had it not. What keeps them from coming back depends on all of the
 * host – an allow-list that lacks one of its own PVs does harm – while a run remembers a part of it: so what the run
 * took away is put back into the stack as it is now.
 */
export function mendedFindings(run: Run, stack: Stack): readonly Finding[] {
  if (run.state !== 'done' || run.before === null) return [];
  const { identity } = run.intent.device;
  const known = new Set(stack.devices.map((device) => device.identity));
  const taken = new Set(stack.devices.map(({ devNo }) => devNo));
  const gone = run.before.devices.filter((device) => !known.has(device.identity) && !taken.has(device.devNo));
  const whole = { ...stack, devices: [...gone, ...stack.devices] };
  return findings(whole).filter(({ intent }) => intent?.device.identity === identity);
}
