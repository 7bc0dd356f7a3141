import { ownValue } from '../own-value.ts';
import type { UserSourceGap } from '../stack/device-users.ts';
import type { Device, Host } from '../stack/stack.ts';
import { USER_SOURCES } from '../stack/user-sources.ts';
import type { DeviceUse } from '../stack/uses-of.ts';
import { printableHostText } from '../text/host-text.ts';
import { shellCommand } from '../text/shell-quote.ts';
import type { Refusal } from './plan.ts';
import { called, planDevice } from './plan-device.ts';

/** Refusals for what nobody saw: users that the kernel counts or that could be there, and lists that were not read. */

/** `count` opens that no list accounts for. */
export function opensRefusal(host: Host, device: Device, count: number): Refusal {
  const target = planDevice(device);
  const times = count === 1 ? 'once more' : `${count} times more`;
  const gap = host.userSourceGaps.find(({ source }) => source === 'open-files');
  const than = 'than its holders, mounts and swap account for';
  return {
    kind: 'unexplained-opens',
    device: target,
    cause: gap
      ? `${called(target)} is open ${times} ${than}, and it is not known which processes have it open: ${WHY[gap.why].cause}.`
      : `${called(target)} is open ${times} than its holders, mounts, swap and the processes seen account for.`,
    wayOut: gap
      ? WHY[gap.why].wayOut
      : 'Look again in a moment. If it stays, look for a mount detached by `umount -l`, a file system with its journal there, or an iSCSI or NFS server in the kernel.',
  };
}

export function unknownRefusals(device: Device, uses: readonly DeviceUse[]): readonly Refusal[] {
  return uses.flatMap((use): readonly Refusal[] => {
    switch (use.kind) {
      case 'unidentified':
        return [unidentifiedRefusal(device, use.user)];
      case 'content':
        return [contentRefusal(device, use.type)];
      case 'unknown':
        return gapRefusals(device, use.gaps);
      default:
        return [];
    }
  });
}

function unidentifiedRefusal(
  device: Device,
  user: Extract<DeviceUse, { kind: 'unidentified' }>['user'],
): Refusal {
  const target = planDevice(device);
  if (user.kind === 'socket')
    return {
      kind: 'users-unknown',
      device: target,
      cause: `Open descriptors were sent to process ${user.name} and not received yet; nothing tells whether ${called(target)} is among them.`,
      wayOut: `Try again when it has received them, or end it: ${shellCommand(['ps', '-fp', user.name])} tells what it is.`,
    };
  const what = user.kind === 'loop' ? `The loop device ${user.name}` : 'A swap';
  return {
    kind: 'users-unknown',
    device: target,
    cause: `${what} is over ${printableHostText(user.path)}, which cannot be followed from here, and has the size of ${called(target)}: it may be on it.`,
    wayOut:
      user.kind === 'loop'
        ? `Detach ${user.name} first, where it was set up.`
        : 'Switch that swap off first (swapon --show lists it).',
  };
}

const CONTENTS: Readonly<Record<string, readonly [what: string, wayOut: string]>> = {
  zfs_member: [
    'a member of a ZFS pool',
    'Export the pool (zpool export), and wipe the label if it is not needed.',
  ],
  drbd: [
    'the data of a DRBD resource',
    'Stop the resource (drbdadm down), and wipe its metadata if it is not needed.',
  ],
  ceph_bluestore: ['the data of a Ceph OSD', 'Stop the OSD, and wipe the label if it is not needed.'],
};

function contentRefusal(device: Device, type: string): Refusal {
  const target = planDevice(device);
  const [what, wayOut] = ownValue(CONTENTS, type) ?? [
    printableHostText(type),
    'Stop what uses it, by its own tools.',
  ];
  return {
    kind: 'users-unknown',
    device: target,
    cause: `${called(target)} holds ${what}, which can be in use without a trace that dmscope could see.`,
    wayOut,
  };
}

type Why = UserSourceGap['why'];

const WHY: Readonly<Record<Why, { readonly cause: string; readonly wayOut: string }>> = {
  absent: {
    cause: 'the capture does not have it',
    wayOut: 'Take a capture of the host as root with this version: dmscope capture -o FILE',
  },
  late: {
    cause: 'the answer had not come in time, since something on the host is slow or stuck',
    wayOut: 'Try again in a moment. dmscope findings shows what is suspended or stuck.',
  },
  failed: {
    cause: 'reading it failed',
    wayOut: 'Try again. dmscope capture -o FILE shows the error in its notes.',
  },
  own: {
    cause: 'it was read without root or in a container, where only a part of the processes is seen',
    wayOut: 'Run dmscope as root on the host itself.',
  },
};

function gapRefusals(device: Device, gaps: readonly UserSourceGap[]): readonly Refusal[] {
  const target = planDevice(device);
  const reasons = [...new Set(gaps.map(({ why }) => why))];
  return reasons.map((why): Refusal => {
    const some = gaps.filter((gap) => gap.why === why);
    const lists = some.map(({ source }) => USER_SOURCES[source].tells);
    const notes = [...new Set(some.map(({ note }) => note).filter((note) => note !== ''))];
    const said = notes.length > 0 ? ` (${notes.map(printableHostText).join('; ')})` : '';
    return {
      kind: 'users-unknown',
      device: target,
      cause: `It is not known of ${called(target)} ${lists.join(', ')}: ${WHY[why].cause}${said}.`,
      wayOut: WHY[why].wayOut,
    };
  });
}
