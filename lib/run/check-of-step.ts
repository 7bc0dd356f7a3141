import type { Step } from '../plan/plan.ts';

/** A command that changes nothing and shows what became of a step: for when dmscope itself could not look. */
export function checkOfStep({ kind, device, argv, after }: Step): readonly string[] {
  const node = `/dev/${device.name}`;
  switch (kind) {
    case 'close-crypt':
      return ['cryptsetup', 'status', '--', device.name];
    case 'flush-multipath':
      return ['multipath', '-l', '--', device.name];
    case 'detach-loop':
      return ['losetup', '-l', argv.at(-1) ?? node];
    case 'disconnect-nbd':
      return ['lsblk', argv.at(-1) ?? node];
    case 'stop-array':
      return ['cat', '/proc/mdstat'];
    case 'remove-snapshot':
      return ['lvs', argv.at(-1) ?? ''];
    case 'activate-thin':
      return ['dmsetup', 'info', '--', after[0]?.device.name ?? ''];
    case 'create-thin-snapshot':
    case 'delete-thin':
      return ['dmscope', 'thin', 'show', device.name];
    case 'remove-mapping':
    case 'resume':
    case 'clear-table':
    case 'suspend-origin':
    case 'resume-origin': {
      const [major = '', minor = ''] = device.devNo.split(':');
      return ['dmsetup', 'info', '-j', major, '-m', minor];
    }
    default:
      return kind satisfies never;
  }
}
