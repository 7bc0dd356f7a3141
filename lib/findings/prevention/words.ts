import { lvmVersion } from '../../lvm/lvm-version.ts';
import type { Answer, Door, LetInBy, Why } from '../../lvm/what-lvm-would-do.ts';
import { printableHostText } from '../../text/host-text.ts';
import type { Remedy } from './remedy.ts';

/** What LVM does with a PV, in words. */

export const DOOR_WORDS: Readonly<Record<Door, string>> = {
  volume: 'a volume',
  layer: 'a map, LUKS, md over one',
  loop: 'a loop, nbd over one',
};

/** What happens to a group, short enough for a table. */
export function cellOf(answer: Answer | null): string {
  if (answer === null) return 'not known';
  const { byEvent, byCommand } = answer;
  if (byEvent === 'activates') return byCommand === 'activates' ? 'activated' : 'auto-activated by udev';
  return byCommand === 'activates' ? 'activated by vgchange' : 'stays inactive';
}

/** What this host's LVM does with such a device now, and which of its settings decides. */
export function whyInWords(answer: Answer | null, door: Door, { now }: Pick<Remedy, 'now'>): string {
  const [version = ''] = now.config.version.split('(');
  const lvm = lvmVersion(version) === null ? 'LVM' : `LVM ${version}`;
  if (answer === null)
    return `What this host's ${lvm} does with such a PV is not known: dmscope cannot evaluate its filter.`;
  const why = reason(answer.why);
  const lets = letIn(answer.letInBy, door);
  if (answer.byEvent === 'activates') {
    const also = answer.byCommand === 'activates' ? ', and so does any vgchange -ay' : '';
    return `Now this host's ${lvm} scans such a device${lets}: udev activates what appears there${also}.`;
  }
  if (answer.byCommand === 'activates') {
    return `Now any vgchange -ay – in a boot script, a backup job, by hand – activates what is on such a device${lets}; udev alone does not${why.replace('keeps it out', 'keeps out the only name it has by then')}.`;
  }
  return `Now this host's ${lvm} ignores such a device${why}. It was activated before that was so, by the initramfs with an older copy of it, or by a command that bypassed it (--config, --devices).`;
}

function reason(why: Why): string {
  switch (why.kind) {
    case 'devices-file':
      return why.isListed ? ' (the devices file lists it)' : ' (the devices file does not list it)';
    case 'scan-lvs':
      return ' (devices/scan_lvs is 0)';
    case 'filter':
      return ` (${printableHostText(why.by)} of devices/${why.setting} keeps it out)`;
    case 'volume-list':
      return ' (activation/volume_list does not name it)';
    case 'auto-list':
      return ' (activation/auto_activation_volume_list does not name it)';
    case 'events-off':
      return ' (global/event_activation is 0)';
    case 'udev-rule':
      return " (since 2.03.24 udev's rule skips volumes)";
    case 'seen-twice':
    case 'nothing':
      return '';
    default:
      return why satisfies never;
  }
}

function letIn(letInBy: LetInBy | null, door: Door): string {
  const facts = [
    ...(door === 'volume' ? ['devices/scan_lvs is 1'] : []),
    ...(letInBy ? [`${printableHostText(letInBy.by)} of devices/${letInBy.setting} lets it in`] : []),
  ];
  return facts.length === 0 ? '' : ` (${facts.join(', and ')})`;
}
