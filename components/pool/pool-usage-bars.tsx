import { formatPercent } from '../../lib/dm/targets/wording.ts';
import { exactBytes } from '../../lib/text/exact-size.ts';
import { formatBytes } from '../../lib/text/size.ts';
import type { PoolUsage, Space } from '../../lib/thin/pool-usage.ts';
import { FillBar } from '../picture/fill-bar.tsx';

/** How full a pool's data and metadata are, and from where on the kernel warns. */
export function PoolUsageBars({ usage }: { readonly usage: PoolUsage }) {
  const { data, metadata } = usage;
  if (!data || !metadata) return null;
  return (
    <dl className="pool-usage">
      <SpaceBar label="Data" space={data} />
      <SpaceBar label="Metadata" space={metadata} />
    </dl>
  );
}

function SpaceBar({ label, space }: { readonly label: string; readonly space: Space }) {
  const { usedBytes, totalBytes, lowWaterBytes } = space;
  const mark =
    lowWaterBytes === null
      ? null
      : { at: lowWaterBytes, title: `Low-water mark: ${exactBytes(lowWaterBytes)}` };
  return (
    <div className="pool-space">
      <dt>{label}</dt>
      <dd aria-hidden>
        <FillBar used={usedBytes} total={totalBytes} mark={mark} />
      </dd>
      <dd className="figure mono">{formatPercent({ part: usedBytes, whole: totalBytes })}</dd>
      <dd className="soft">
        {formatBytes(usedBytes)} of {formatBytes(totalBytes)}
        {lowWaterBytes !== null && `, low-water mark at ${formatBytes(lowWaterBytes)}`}
      </dd>
    </div>
  );
}
