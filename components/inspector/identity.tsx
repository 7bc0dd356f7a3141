import { isMadeUp } from '../../lib/block/dev-no.ts';
import { lvmNames } from '../../lib/stack/describe.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { exactBytes, grouped } from '../../lib/text/exact-size.ts';
import { formatBytes } from '../../lib/text/size.ts';
import { FactList, FactRow, Group, HostFact } from './facts.tsx';

/** Who a device is: its numbers, its size, and every name it has. */
export function Identity({ device }: { readonly device: Device }) {
  const { dm, sizeBytes } = device;
  const lvm = lvmNames(device);
  return (
    <>
      <Group title="Identity">
        <FactList>
          <HostFact label="Device number" text={isMadeUp(device.devNo) ? 'unknown' : device.devNo} />
          <HostFact label="Kernel name" text={device.kname} />
          {dm && dm.rawName !== device.name && <HostFact label="Name in the kernel" text={dm.rawName} />}
          {lvm && <HostFact label="Volume group" text={lvm.vgName} />}
          {lvm && <HostFact label="Volume" text={lvm.lvName} />}
          {lvm && <HostFact label="Layer" text={lvm.layer} />}
          {dm && <HostFact label="UUID" text={dm.uuid} />}
          {dm && !dm.uuid && (
            <FactRow label="UUID">
              <span className="quiet">
                {dm.isUuidKnown === false ? 'unknown' : 'none: made by hand or by a tool that gives none'}
              </span>
            </FactRow>
          )}
          {sizeBytes !== null && (
            <FactRow label="Size" copy={String(sizeBytes)}>
              {formatBytes(sizeBytes)}
              <span className="fact-more quiet">{exactBytes(sizeBytes)}</span>
            </FactRow>
          )}
          {dm && dm.openCount !== null && <FactRow label="Open count">{grouped(dm.openCount)}</FactRow>}
          {dm && dm.eventNumber !== null && <FactRow label="Event number">{grouped(dm.eventNumber)}</FactRow>}
        </FactList>
      </Group>
      {device.links.length > 0 && (
        <Group title="Also named">
          <FactList>
            {device.links.map((link) => (
              <HostFact key={link} label="" text={`/dev/${link}`} />
            ))}
          </FactList>
        </Group>
      )}
    </>
  );
}
