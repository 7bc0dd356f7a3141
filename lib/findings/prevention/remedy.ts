import type { LvmConfig } from '../../lvm/lvm-host.ts';
import { lvmStrings } from '../../lvm/lvm-string.ts';
import { FIRST_WITH, lvmVersion } from '../../lvm/lvm-version.ts';
import type { LvmSettings } from '../../lvm/what-lvm-would-do.ts';
import type { Device } from '../../stack/stack.ts';
import { shellCommand } from '../../text/shell-quote.ts';
import type { Survey } from '../survey.ts';
import { nameOf, someOf } from '../words.ts';
import { allowList, stablePathOf } from './allow-list.ts';
import { initramfsStep } from './initramfs-step.ts';
import { type OwnGroup, type OwnGroups, ownGroups } from './own-groups.ts';
import type { PreventionStep } from './prevention.ts';

/** The change that stops a host's LVM from looking at guests' PVs, with the host's own groups and PVs written out. */
export type Remedy = {
  /** The setting, in a word for the head of a column. */
  readonly setting: string;
  readonly now: LvmSettings;
  readonly after: LvmSettings;
  readonly sentences: readonly string[];
  readonly steps: readonly PreventionStep[];
};

/** Null where the capture does not tell of LVM, or no group of the host's own is known. */
export function remedyFor(survey: Survey): Remedy | null {
  const { host } = survey.stack;
  const { config, devicesFile } = host.lvm ?? {};
  if (!config || devicesFile === undefined) return null;
  const own = ownGroups(survey);
  if (own.groups.length === 0) return null;
  const now: LvmSettings = { config, devicesFile };
  const remedy = hasDevicesFile(config) ? byDevicesFile(now, own, survey) : byFilter(now, own);
  return { ...remedy, steps: [...remedy.steps, ...leftOutStep(own), initramfsStep(host)] };
}

function hasDevicesFile({ usesDevicesFile, version }: LvmConfig): boolean {
  return usesDevicesFile !== null || (lvmVersion(version) ?? 0) >= FIRST_WITH.devicesFile;
}

const CONF = '/etc/lvm/lvm.conf';
const SHELL = "root's shell";

/** Each group that the file lacks; by its PVs where another group has the same name. */
function byDevicesFile(now: LvmSettings, own: OwnGroups, survey: Survey): Remedy {
  const { config, devicesFile } = now;
  const isOn = config.usesDevicesFile === true;
  const listed = new Set(isOn ? devicesFile?.map(({ pvId }) => pvId) : []);
  const missing = own.groups.filter(({ pvs }) => !pvs.every((pv) => listed.has(pvIdOf(pv))));
  const names = Map.groupBy(survey.groups.values(), ({ name }) => name);
  const isAlone = ({ name }: OwnGroup) => (names.get(name)?.length ?? 0) < 2;
  const commands = missing.flatMap((group) =>
    isAlone(group)
      ? [shellCommand(['lvm', 'vgimportdevices', group.name])]
      : group.pvs.map((pv) => shellCommand(['lvm', 'lvmdevices', '--adddev', stablePathOf(pv)])),
  );
  const steps: PreventionStep[] = [];
  if (!isOn)
    steps.push({
      sentence: 'Switch the devices file on. While there is no such file nothing changes.',
      where: CONF,
      lines: ['devices {', '\tuse_devicesfile = 1', '}'],
    });
  if (commands.length > 0)
    steps.push({
      sentence:
        'List the PVs of every group of this host, at one go: from the first line on LVM sees only what is listed.',
      where: SHELL,
      lines: [...commands, 'lvm lvmdevices'],
    });
  return {
    setting: 'devices file',
    now,
    after: {
      config: { ...config, usesDevicesFile: true },
      devicesFile: isOn && devicesFile ? devicesFile : [],
    },
    sentences: filterIsIgnored(config),
    steps,
  };
}

function filterIsIgnored(config: LvmConfig): readonly string[] {
  const filters = filtersInWords(config);
  return filters === ''
    ? []
    : [`This host has ${filters}: LVM ignores that once the devices file is in use.`];
}

function byFilter(now: LvmSettings, own: OwnGroups): Remedy {
  const { config } = now;
  const version = lvmVersion(config.version) ?? FIRST_WITH.globalFilter;
  const setting = version >= FIRST_WITH.globalFilter ? 'global_filter' : 'filter';
  const patterns = allowList(own.groups.flatMap(({ pvs }) => pvs));
  const groupNames = own.groups.map(({ name }) => name);
  const filters = filtersInWords(config);
  const after: LvmConfig =
    setting === 'filter' ? { ...config, filter: patterns } : { ...config, globalFilter: patterns };
  const steps: PreventionStep[] = [
    {
      sentence: "Let LVM see this host's own PVs only.",
      where: CONF,
      lines: ['devices {', ...`\t${setting} = ${lvmStrings(patterns, '\t')}`.split('\n'), '}'],
    },
  ];
  if (config.autoActivationVolumeList === null && version >= FIRST_WITH.autoActivationList)
    steps.push({
      sentence:
        "And let udev activate this host's own groups only. This alone stops udev, but not a bare vgchange -ay.",
      where: CONF,
      lines: [
        'activation {',
        ...`\tauto_activation_volume_list = ${lvmStrings(groupNames, '\t')}`.split('\n'),
        '}',
      ],
    });
  const yours = `This host has ${filters}. It is not to be replaced unread: add what it lets in on purpose to the list below.`;
  return {
    setting,
    now,
    after: { ...now, config: after },
    sentences: filters === '' ? [] : [yours],
    steps,
  };
}

/** An administrator's own; `a|.*|` is LVM's word for none. */
function filtersInWords({ filter, globalFilter }: LvmConfig): string {
  const words = (
    [
      ['global_filter', globalFilter],
      ['filter', filter],
    ] as const
  ).flatMap(([name, patterns]) =>
    patterns === null || patterns.length === 0 || patterns.join() === 'a|.*|'
      ? []
      : [`${name} = ${lvmStrings(patterns).replace(/\n\s*/g, ' ')}`],
  );
  return words.join(' and ');
}

function leftOutStep({ leftOut }: OwnGroups): readonly PreventionStep[] {
  if (leftOut.length === 0) return [];
  const names = someOf(leftOut.map(nameOf), 6);
  const sentence = `Left out, since no group known here is on ${leftOut.length === 1 ? 'it' : 'them'}: ${names}. Add what is this host's own.`;
  return [{ sentence, where: '', lines: [] }];
}

function pvIdOf({ fileSystem }: Device): string {
  return fileSystem?.uuid.replaceAll('-', '') ?? 'not known';
}
