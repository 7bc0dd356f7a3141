import type { DeviceHealth } from '../../block/parse-reported-health.ts';
import type { Section } from '../../capture/capture.ts';
import { importedSection } from '../imported-section.ts';
import { commandsOf } from './dm-sections.ts';
import type { Joined } from './join-readings.ts';
import type { NumberedDevices } from './numbered.ts';

/** What multipath and LVM say of how well devices are, a value of JSON a line; no collector has such sections. */
export function healthSections(joined: Joined, { mapped }: NumberedDevices): readonly Section[] {
  const told = mapped.flatMap(({ device, devNo }): readonly DeviceHealth[] => {
    const { health } = device.facts;
    return health ? [{ devNo, health }] : [];
  });
  const missing = joined.readings.flatMap(({ missingPvs = [] }) => missingPvs);
  const section = (name: string, values: readonly unknown[]) =>
    values.length === 0
      ? []
      : [
          importedSection(name, values.map((value) => `${JSON.stringify(value)}\n`).join(''), {
            command: commandsOf(joined, name),
          }),
        ];
  return [
    ...section(
      'multipath',
      told.filter(({ health }) => health.paths),
    ),
    ...section('lvm-reports', [...told.filter(({ health }) => health.volume), ...missing]),
  ];
}
