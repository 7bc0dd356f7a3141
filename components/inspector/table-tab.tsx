'use client';

import type { ReactNode } from 'react';
import { parseDevNo } from '../../lib/block/dev-no.ts';
import { explainTable } from '../../lib/dm/segment-details.ts';
import type { Segment } from '../../lib/dm/target-type.ts';
import { targetTypeOf } from '../../lib/dm/target-types.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import { formatSectors } from '../../lib/text/size.ts';
import type { Tree } from '../tree/use-tree.ts';
import { HostText } from '../ui/host-text.tsx';
import { DeviceLink } from './device-link.tsx';
import { FactList, FactRow, Group } from './facts.tsx';
import { StatusWords } from './status-words.tsx';

type TableTabProps = {
  readonly tree: Tree;
  readonly device: Device;
  readonly onSelect: (device: Device) => void;
};

/** A table can have a line for every extent; the rest is among the raw lines. */
const SHOWN = 100;

/** The live table and the inactive one, line by line, in words. */
export function TableTab({ tree, device, onSelect }: TableTabProps) {
  const { dm } = device;
  if (!dm) return <p className="quiet">Not a mapped device: it has no table.</p>;
  const { segments, inactiveSegments } = dm;
  return (
    <>
      <Group title={segments.length > 1 ? `Live table, ${grouped(segments.length)} lines` : 'Live table'}>
        {segments.length === 0 && <p className="quiet">None: nothing can be read from the device.</p>}
        {segments.slice(0, SHOWN).map((segment) => (
          <TableLine key={segment.startSector} tree={tree} segment={segment} onSelect={onSelect}>
            <StatusWords segment={segment} />
          </TableLine>
        ))}
        <LeftOut count={segments.length - SHOWN} />
      </Group>
      {dm.hasInactiveTable && (
        <Group title="Inactive table, takes over at the next resume">
          {inactiveSegments.length === 0 && <p className="quiet">The capture does not have its lines.</p>}
          {inactiveSegments.slice(0, SHOWN).map((segment) => (
            <TableLine key={segment.startSector} tree={tree} segment={segment} onSelect={onSelect} />
          ))}
          <LeftOut count={inactiveSegments.length - SHOWN} />
        </Group>
      )}
    </>
  );
}

function LeftOut({ count }: { readonly count: number }) {
  return count > 0 ? <p className="quiet">{grouped(count)} more lines are among the raw lines.</p> : null;
}

type TableLineProps = Omit<TableTabProps, 'device'> & {
  readonly segment: Segment;
  readonly children?: ReactNode;
};

function TableLine({ tree, segment, onSelect, children }: TableLineProps) {
  const { startSector, lengthSectors, target, args } = segment;
  const { summary, facts, devices, problem } = explainTable(segment);
  return (
    <article className="segment">
      <p className="segment-head">
        <strong className="mono" title={targetTypeOf(target)?.purpose}>
          <HostText text={target} />
        </strong>
        <span
          className="quiet"
          title={`${grouped(lengthSectors)} sectors from sector ${grouped(startSector)}`}
        >
          {startSector === 0 ? '' : `from ${formatSectors(startSector)}, `}
          {formatSectors(lengthSectors)}
        </span>
      </p>
      <p className="segment-summary">{summary}</p>
      {problem && <p className="segment-problem">{problem}</p>}
      <ul className="relations">
        {devices.map(({ device, role, startSector: from }, i) => {
          const devNo = parseDevNo(device);
          const base = devNo && tree.index.byDevNo.get(devNo);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a table may name a device twice in one role
            <li key={`${device} ${role} ${i}`}>
              {base ? (
                <DeviceLink index={tree.index} device={base} onSelect={onSelect} />
              ) : (
                <span className="mono">
                  <HostText text={device} />
                </span>
              )}
              <p className="edge-words quiet">
                {role}
                {from !== null && `, from sector ${grouped(from)}`}
              </p>
            </li>
          );
        })}
      </ul>
      {facts.length > 0 && (
        <FactList>
          {facts.map(({ label, value }) => (
            <FactRow key={label} label={label}>
              {value}
            </FactRow>
          ))}
        </FactList>
      )}
      {children}
      <pre className="segment-args mono">
        <HostText text={`${startSector} ${lengthSectors} ${target} ${args}`} />
      </pre>
    </article>
  );
}
