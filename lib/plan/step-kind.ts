import type { StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import type { Step } from './plan.ts';

/** A way to take a device down. To teach dmscope another: a file in steps/, its line in steps.ts, its name in `StepKind`. */
export type StepMaker = {
  /** Whether this is the right tool for the device. The first that fits is taken. */
  readonly fits: (device: Device) => boolean;
  /** Whether it can be left to happen when the last user closes the device. */
  readonly canDefer: boolean;
  readonly make: (device: Device, context: StepContext) => Step;
};

export type StepContext = {
  readonly index: StackIndex;
  readonly isDeferred: boolean;
};

/**
 * How `dmsetup` is told a device: by UUID, so that a name that is used again cannot be hit; by name where it has none.
 * `--` keeps a name such as `-f` from being an option, and `--manglename none` takes it as the kernel has it. What is not
 * UTF-8 cannot be given to a program from here: then its number has to do. `more` stands behind it.
 */
export function dmsetupOn(
  command: readonly string[],
  device: Device,
  more: readonly string[] = [],
): readonly string[] {
  return ['dmsetup', '--manglename', 'none', ...command, ...addressOf(device), ...more];
}

function addressOf({ dm, devNo }: Device): readonly string[] {
  const { uuid, rawName } = dm ?? { uuid: '', rawName: '' };
  if (uuid !== '' && uuid.isWellFormed()) return ['--uuid', uuid];
  if (uuid === '' && rawName.isWellFormed()) return ['--', rawName];
  const [major = '', minor = ''] = devNo.split(':');
  return ['-j', major, '-m', minor];
}
