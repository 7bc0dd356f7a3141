import { formatPercent } from '../../lib/dm/targets/wording.ts';
import { exactBytes } from '../../lib/text/exact-size.ts';
import { formatBytes } from '../../lib/text/size.ts';
import type { PoolUsage, Space } from '../../lib/thin/pool-usage.ts';

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
  const share = totalBytes === 0 ? 0 : Math.min(1, usedBytes / totalBytes);
  const mark = lowWaterBytes === null || totalBytes === 0 ? null : lowWaterBytes / totalBytes;
  const isLow = lowWaterBytes !== null && usedBytes >= lowWaterBytes;
  return (
    <div className="pool-space">
      <dt>{label}</dt>
      <dd className="pool-space-bar" data-full={isLow || share >= NEARLY || undefined} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
        {mark !== null && (
          <i style={{ left: `${mark * 100}%` }} title={`Low-water mark: ${exactBytes(lowWaterBytes ?? 0)}`} />
        )}
      </dd>
      <dd className="figure mono">{formatPercent({ part: usedBytes, whole: totalBytes })}</dd>
      <dd className="soft">
        {formatBytes(usedBytes)} of {formatBytes(totalBytes)}
        {lowWaterBytes !== null && `, low-water mark at ${formatBytes(lowWaterBytes)}`}
      </dd>
    </div>
  );
}

/** As the other pictures have it. */
const NEARLY = 0.8;
