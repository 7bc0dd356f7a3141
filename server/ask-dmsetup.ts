import type { Understood } from '../lib/dm/target-type.ts';
import { dmsetupOn } from '../lib/plan/step-kind.ts';
import type { Device } from '../lib/stack/stack.ts';
import { startCommand } from './runs/start-command.ts';
import { withinDeadline } from './within-deadline.ts';

type Question = {
  readonly command: readonly string[];
  /** What stands behind the device, such as a message. */
  readonly more?: readonly string[];
  readonly withinMs: number;
};

/** Runs `dmsetup COMMAND DEVICE MORE…` outside of any run; what it printed, or why it failed. One that is late is left alone. */
export async function askDmsetup(
  device: Device,
  { command, more = [], withinMs }: Question,
): Promise<Understood<string>> {
  const end = await withinDeadline(startCommand(dmsetupOn(command, device, more)).ended, withinMs);
  const word = `dmsetup ${command[0]}`;
  if (end === null) return { ok: false, reason: `${word} has not answered within ${withinMs / 1000} s` };
  if (end.exitStatus === 0) return { ok: true, value: end.stdout };
  const [said = ''] = end.stderr.trim().split('\n');
  return { ok: false, reason: said === '' ? `${word} failed` : said };
}
