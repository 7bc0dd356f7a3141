'use client';

import { Search } from 'lucide-react';
import { useMemo } from 'react';
import type { Device } from '../../lib/stack/stack.ts';
import { utcText } from '../../lib/text/time-text.ts';
import { activeThins } from '../../lib/thin/active-thins.ts';
import { poolOfDevice } from '../../lib/thin/find-pool.ts';
import { isThinPool } from '../../lib/thin/is-thin-pool.ts';
import { poolUsage } from '../../lib/thin/pool-usage.ts';
import { DeviceLink } from '../inspector/device-link.tsx';
import { PictureHead } from '../picture/picture-head.tsx';
import type { PictureProps } from '../picture/picture-region.tsx';
import { whyNotRun } from '../plan/why-not-run.ts';
import { useActiveRun } from '../run/use-runs.ts';
import { HostText } from '../ui/host-text.tsx';
import { Notice } from '../ui/notice.tsx';
import { PoolContentsView } from './pool-contents-view.tsx';
import { PoolExport } from './pool-export.tsx';
import { PoolUsageBars } from './pool-usage-bars.tsx';
import { ThinsTable } from './thins-table.tsx';
import { useExploredPool } from './use-explored-pool.ts';
import { useThinActions } from './use-thin-actions.tsx';

/** A thin pool: how full it is, and, once somebody has had it looked into, what it holds and who claims that. */
export function PoolRegion(props: PictureProps) {
  const { tree, view, onPick } = props;
  const { index } = tree;
  const pools = useMemo(() => index.stack.devices.filter(isThinPool), [index]);
  const chosen = tree.selected ?? (view.focus === null ? null : tree.keys.find(view.focus));
  const pool = (chosen && poolOfDevice(index, chosen)) ?? (pools.length === 1 ? pools[0] : undefined);
  const choose = (device: Device) => onPick(tree.keys.keyOf(device));
  if (pool) return <PoolView key={pool.identity} {...props} pool={pool} onSelect={choose} />;
  if (pools.length === 0) return <Notice title="No thin pool">This host has no active thin pool.</Notice>;
  return (
    <Notice title="Which pool?">
      <p>Choose a thin pool, or one of its volumes in the tree:</p>
      <ul className="picture-offers">
        {pools.map((each) => (
          <li key={each.devNo}>
            <DeviceLink index={index} device={each} onSelect={choose} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type PoolViewProps = PictureProps & {
  readonly pool: Device;
  readonly onSelect: (device: Device) => void;
};

function PoolView({ tree, hostId, hostState, pool, onSelect, setView }: PoolViewProps) {
  const { index } = tree;
  const { explored, look, isLooking, error, noteLabel } = useExploredPool(hostId, pool.identity);
  const actions = useThinActions({ hostId, index, pool: pool.identity, explored, noteLabel, setView });
  const isRunUnderWay = useActiveRun(hostId, hostState.freshness !== 'recording') !== null;
  const whyNot = whyNotRun({ ...hostState, isRunUnderWay });
  const usage = poolUsage(pool);
  const active = useMemo(() => activeThins(index, pool), [index, pool]);
  return (
    <>
      <PictureHead
        heading={{
          title: `Thin pool ${pool.name}`,
          sentences: [usage?.summary || 'Its status is not in the capture: how full it is is not known.'],
        }}
      >
        <div className="picture-tools">
          <button
            type="button"
            className="tool-button"
            disabled={whyNot !== null || isLooking}
            aria-describedby="pool-look-words"
            onClick={look}
          >
            <Search size={14} aria-hidden /> {isLooking ? 'Looking into it …' : lookWords(explored !== null)}
          </button>
          {explored && <PoolExport pool={explored.pool} host={index.stack.host} />}
          <p id="pool-look-words" className="quiet">
            {whyNot ?? (explored ? `As it was at ${utcText(explored.atMs)}.` : '')}
          </p>
        </div>
      </PictureHead>
      <div className="pool">
        {error !== null && (
          <p role="alert" className="pool-error">
            <HostText text={error} />
          </p>
        )}
        {usage && <PoolUsageBars usage={usage} />}
        {explored ? (
          <PoolContentsView
            pool={explored.pool}
            index={index}
            onSelect={onSelect}
            onAction={whyNot === null ? actions.act : null}
          />
        ) : (
          <>
            <p className="pool-before soft">
              The kernel shows of a pool only how full it is. Reading it lists every thin ID with its own and
              shared blocks, also those that nothing on this host maps, and who claims them. For that dmscope
              has the pool keep a snapshot of its metadata for a moment, reads it with thin_dump and releases
              it: volumes and their data are not touched.
            </p>
            <ThinsTable
              rows={active}
              title="Active thin volumes"
              index={index}
              onSelect={onSelect}
              onAction={null}
            />
          </>
        )}
      </div>
      {actions.dialog}
    </>
  );
}

function lookWords(isAgain: boolean): string {
  return isAgain ? 'Look again' : 'Look into it';
}
