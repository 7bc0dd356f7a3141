import type { Device } from '../../lib/stack/stack.ts';
import { exactBytes, grouped } from '../../lib/text/exact-size.ts';
import { FactList, FactRow, Group, HostFact } from './facts.tsx';

/** What only one kind of device has: an array's state, a loop's file, a partition's place. */
export function KindFacts({ device }: { readonly device: Device }) {
  return (
    <>
      <PartitionFacts device={device} />
      <ArrayFacts device={device} />
      <LoopFacts device={device} />
      <NbdFacts device={device} />
      <HardwareFacts device={device} />
    </>
  );
}

function PartitionFacts({ device: { partition } }: { readonly device: Device }) {
  if (!partition) return null;
  return (
    <Group title="Partition">
      <FactList>
        <FactRow label="Number">{partition.number}</FactRow>
        <FactRow label="Starts at">sector {grouped(partition.startSector)}</FactRow>
      </FactList>
    </Group>
  );
}

function ArrayFacts({ device: { md } }: { readonly device: Device }) {
  if (!md) return null;
  return (
    <Group title="Array">
      <FactList>
        <HostFact label="Level" text={md.level} />
        <HostFact label="State" text={md.state} />
        {md.totalDisks !== null && (
          <FactRow label="Disks">
            {md.totalDisks}
            {md.degradedDisks !== null && `, ${md.degradedDisks} missing`}
          </FactRow>
        )}
        <HostFact label="At work" text={md.activity} />
        <HostFact label="UUID" text={md.uuid} />
      </FactList>
    </Group>
  );
}

function LoopFacts({ device: { loop } }: { readonly device: Device }) {
  if (!loop) return null;
  return (
    <Group title="Loop">
      <FactList>
        <HostFact label="File" text={loop.file} />
        {loop.isDeleted && <FactRow label="State">the file has been deleted</FactRow>}
        {loop.offsetBytes > 0 && <FactRow label="Offset">{exactBytes(loop.offsetBytes)}</FactRow>}
        {loop.sizeLimitBytes > 0 && <FactRow label="Size limit">{exactBytes(loop.sizeLimitBytes)}</FactRow>}
        {loop.isAutoclear && <FactRow label="Autoclear">detached when its last user closes it</FactRow>}
      </FactList>
    </Group>
  );
}

function NbdFacts({ device: { nbd } }: { readonly device: Device }) {
  if (!nbd) return null;
  return (
    <Group title="Network block device">
      <FactList>
        {nbd.pid !== null && <FactRow label="Process">{nbd.pid}</FactRow>}
        {nbd.files.map((file) => (
          <HostFact key={file} label="File" text={file} />
        ))}
      </FactList>
    </Group>
  );
}

function HardwareFacts({ device: { hardware } }: { readonly device: Device }) {
  if (!hardware) return null;
  return (
    <Group title="Hardware">
      <FactList>
        <HostFact label="Model" text={hardware.model} />
        <HostFact label="Serial" text={hardware.serial} />
        <HostFact label="WWN" text={hardware.wwn} />
      </FactList>
    </Group>
  );
}
