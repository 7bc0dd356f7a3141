import type { InsideGroup, InsidePv } from '../../lib/lvm/inside.ts';
import { groupWords } from '../../lib/lvm/inside-words.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { exactBytes } from '../../lib/text/exact-size.ts';
import { utcText } from '../../lib/text/time-text.ts';
import { HostText } from '../ui/host-text.tsx';
import { Size } from '../ui/size.tsx';
import { FactList, FactRow, Group, HostFact } from './facts.tsx';

/** The LVM that lies on a device, as it was read there: a PV and its volume group, or one in each of its partitions. */
export function InsideFacts({ device: { inside } }: { readonly device: Device }) {
  if (!inside || inside.pvs.length + inside.problems.length === 0) return null;
  return (
    <Group title="Inside">
      {inside.pvs.map((pv) => (
        <PvFacts key={pv.offsetBytes} pv={pv} />
      ))}
      {inside.problems.map((problem) => (
        <p key={problem} className="inside-problem">
          <HostText text={problem} />
        </p>
      ))}
      <p className="quiet">Read at {utcText(inside.readAtSeconds * 1000)}, not activated.</p>
    </Group>
  );
}

function PvFacts({ pv: { partitionNumber, offsetBytes, uuid, group } }: { readonly pv: InsidePv }) {
  return (
    <div className="inside-pv">
      <FactList>
        {partitionNumber !== null && (
          <FactRow label="Partition">
            {partitionNumber}, at {exactBytes(offsetBytes)}
          </FactRow>
        )}
        {group === null ? (
          <FactRow label="VG">none</FactRow>
        ) : (
          <>
            <HostFact label="VG" text={group.name} />
            <FactRow label="State">{stateWords(group)}</FactRow>
            <HostFact label="VG UUID" text={group.uuid} />
          </>
        )}
        <HostFact label="PV UUID" text={uuid} />
      </FactList>
      {group && group.volumes.length > 0 && <VolumeList group={group} />}
    </div>
  );
}

function stateWords(group: InsideGroup): string {
  const pvs = group.pvCount === 1 ? '' : `, over ${group.pvCount} PVs`;
  return `${groupWords(group)}${pvs}`;
}

function VolumeList({ group: { volumes, volumeCount } }: { readonly group: InsideGroup }) {
  const rest = volumeCount - volumes.length;
  return (
    <ul className="inside-volumes">
      {volumes.map(({ name, type, sizeBytes }) => (
        <li key={name} className="inside-volume">
          <span className="mono">
            <HostText text={name} />
          </span>
          <span className="quiet">
            <HostText text={type} />
          </span>
          <Size bytes={sizeBytes} />
        </li>
      ))}
      {rest > 0 && <li className="quiet">and {rest} more</li>}
    </ul>
  );
}
