import type {
  DeviceFacts,
  DeviceRef,
  IgnoredLine,
  Output,
  Reading,
  ReadingKind,
  WholeList,
} from '../../reading.ts';
import type { DmsetupCommand } from './dmsetup-command.ts';
import { WHY } from './given-lines.ts';
import { maskedText } from './mask-keys.ts';

/** What a reader found in the lines of an output. */
export type Found = {
  readonly devices: readonly DeviceFacts[];
  readonly ignored: readonly IgnoredLine[];
  /** Something of it is known to be missing. */
  readonly isPart?: boolean;
};

export const NOTHING_FOUND: Found = { devices: [], ignored: [], isPart: true };

type From = {
  readonly kind: ReadingKind;
  readonly output: Output;
  readonly command: DmsetupCommand | null;
  /** What dmsetup's own command for it is. */
  readonly usual: string;
};

/** Null when nothing was found and no command says that it should be there. */
export function readingOf(
  { kind, output, command, usual }: From,
  found: Found,
  lists: readonly WholeList[],
): Reading | null {
  if (found.devices.length === 0 && (command === null || found.ignored.length === 0)) {
    const saysNothing = found.ignored.every(({ why }) => why !== WHY.noDevice);
    if (saysNothing) return null;
  }
  return {
    kind,
    command: output.command === '' ? usual : output.command,
    path: output.path,
    devices: found.devices,
    whole: isWhole(found, command) ? lists : [],
    ignored: found.ignored.map(maskedText).sort((a, b) => a.at - b.at),
  };
}

/** What every command of dmsetup says when there is no mapped device at all, whatever it was asked. */
export function noDevicesReading({ kind, output, usual }: From, lists: readonly WholeList[]): Reading {
  const ignored = output.lines
    .filter(({ text }) => !['', 'No devices found'].includes(text.trim()))
    .map((line) => ({ ...line, why: WHY.message }));
  const whole = [...new Set<WholeList>(['mapped', ...lists])];
  return { kind, command: output.command || usual, path: output.path, devices: [], whole, ignored };
}

/** Without the command nobody knows what was asked for; a line that makes no sense amid the others may be a device's. */
function isWhole({ devices, ignored, isPart }: Found, command: DmsetupCommand | null): boolean {
  if (!command?.isOfAll || isPart || devices.length === 0) return false;
  const first = devices.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const last = devices.reduce((most, { at }) => Math.max(most, at), 0);
  return ignored.every(({ at, why, text }) => {
    if (why === WHY.gap || (why === WHY.message && !/WARNING/.test(text))) return false;
    return why === WHY.remark || why === WHY.message || at < first || at > last;
  });
}

/** Null when it names no device; what is empty or unknown names none. */
export function refOf(
  told: {
    readonly [Key in keyof DeviceRef]: DeviceRef[Key] | null | undefined;
  },
): DeviceRef | null {
  const known = Object.entries(told).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return known.length === 0 ? null : Object.fromEntries(known);
}

/** Without what is not told, which is null while it is collected. */
export function toldOnly<T extends object>(
  facts: T,
): { [Key in keyof T]?: Exclude<T[Key], null | undefined> } {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null && value !== undefined),
  ) as { [Key in keyof T]?: Exclude<T[Key], null | undefined> };
}
