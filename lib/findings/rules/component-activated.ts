import { lvmNames } from '../../stack/describe.ts';
import type { Device } from '../../stack/stack.ts';
import { shellCommand } from '../../text/shell-quote.ts';
import { openCountOf, tableLines } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { isByHand, type LvmPart, lonePart } from '../lvm-parts.ts';
import { groupUuidOf } from '../volume-groups.ts';
import { hiddenNameOf, hiddenVolumeWord, partOf } from '../words.ts';

/**
 * `lvchange -ay vg/pool_tdata` activates a component of a volume that is not active itself, to look into it: read-only,
 * but for images of arrays, which look the same when a command has left them.
 */
export const componentActivated: Rule = {
  name: 'component-activated',
  find: (survey) => {
    const components = survey.stack.devices.flatMap((device): readonly Component[] => {
      const part = lonePart(device, survey);
      return part && isByHand(device, part) ? [{ device, part }] : [];
    });
    return [...Map.groupBy(components, ownerOf).values()].map(draftOf);
  },
};

type Component = { readonly device: Device; readonly part: LvmPart };

function ownerOf({ device, part }: Component): string {
  return `${groupUuidOf(device)} ${part.owner}`;
}

function draftOf(components: readonly Component[]): Draft {
  const devices = components.map(({ device }) => device);
  const [first] = components as [Component];
  const owner = ownerName(first);
  const isCertain = devices.every(({ dm }) => dm?.isReadOnly);
  const words = devices.flatMap((device) => hiddenVolumeWord(device) ?? []);
  return {
    cause: [`${groupUuidOf(first.device)} ${lvmNames(first.device)?.vgName}/${first.part.owner}`],
    severity: 'notice',
    title: `${titleOf(components)} active without ${owner}: ${components.length === 1 ? 'component' : 'components'} activated by hand${isCertain ? '' : ', or left by a command'}`,
    devices: components.map(({ device, part }) => partOf(device, part.words)),
    evidence: [...tableLines(devices), ...devices.slice(0, 6).flatMap(openCountOf)],
    consequence: `LVM does not activate ${owner} while a component of it is active by itself.`,
    advice:
      words.length === devices.length
        ? [`When it is no longer needed: ${shellCommand(['lvchange', '-an', ...words])}.`]
        : [],
    intent: null,
  };
}

/** What a cache is part of has another name. */
function ownerName({ device, part }: Component): string {
  const isCache = /^_c(vol|data|meta)$/.test(part.suffix);
  return isCache ? 'the volume that it caches' : hiddenNameOf(device).slice(0, -part.suffix.length);
}

function titleOf(components: readonly Component[]): string {
  const [{ device, part }] = components as [Component];
  if (components.length > 1) return `${components.length} components are`;
  return `${hiddenNameOf(device)} (${part.words}) is`;
}
