'use client';

import { formatPercent } from '../../lib/dm/targets/wording.ts';
import type { Extents } from '../../lib/picture/extents/extents.ts';
import type { Fill } from '../../lib/picture/extents/fills.ts';
import { inOrder, type Range } from '../../lib/picture/extents/range.ts';
import type { OwnedRange } from '../../lib/picture/extents/used-ranges.ts';
import type { StackIndex } from '../../lib/stack/index-stack.ts';
import { LAYER_NAMES } from '../../lib/stack/layer.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import { DeviceLink } from '../inspector/device-link.tsx';
import { HostText } from '../ui/host-text.tsx';
import { Size } from '../ui/size.tsx';
import { FillBar } from './fill-bar.tsx';

type ExtentsFiguresProps = {
  readonly extents: Extents;
  readonly index: StackIndex;
  readonly onSelect: (device: Device) => void;
};

type Line = Range & { readonly owner: OwnedRange | null };

/** More ranges than these are for `dmsetup table`. */
const LISTED = 200;

/** What cannot be drawn to scale, and every range in figures, gaps among them. */
export function ExtentsFigures({ extents, index, onSelect }: ExtentsFiguresProps) {
  const { used, gaps, fills } = extents;
  const lines = inOrder([
    ...used.map((range): Line => ({ ...range, owner: range })),
    ...gaps.map((gap): Line => ({ ...gap, owner: null })),
  ]);
  return (
    <>
      {fills.length > 0 && (
        <section className="extents-part">
          <h3 className="group-title">How full</h3>
          <ul>
            {fills.slice(0, LISTED).map((fill) => (
              <FillLine key={fill.label} fill={fill} />
            ))}
          </ul>
        </section>
      )}
      {lines.length > 0 && (
        <section className="extents-part">
          <h3 className="group-title">In figures</h3>
          <table className="part-table">
            <thead>
              <tr>
                <th>Used by</th>
                <th>As</th>
                <th className="figure">First sector</th>
                <th className="figure">Sectors</th>
                <th className="figure">Size</th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, LISTED).map((line) => (
                <tr key={`${line.startSector} ${line.owner?.device.devNo} ${line.owner?.role}`}>
                  <td className="extents-owner">
                    {line.owner ? (
                      <DeviceLink index={index} device={line.owner.device} onSelect={onSelect} />
                    ) : (
                      <span className="quiet">not mapped</span>
                    )}
                  </td>
                  <td className="soft">{line.owner && <HostText text={roleOf(line.owner)} />}</td>
                  <td className="figure mono">{grouped(line.startSector)}</td>
                  <td className="figure mono">{grouped(line.lengthSectors)}</td>
                  <td className="figure">
                    <Size bytes={line.lengthSectors * 512} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {lines.length > LISTED && (
            <p className="quiet">{grouped(lines.length - LISTED)} more ranges are not listed.</p>
          )}
        </section>
      )}
    </>
  );
}

function roleOf({ role, layer }: OwnedRange): string {
  return role === 'cow' ? 'COW' : role || LAYER_NAMES[layer].words;
}

function FillLine({ fill: { label, usedSectors, totalSectors } }: { readonly fill: Fill }) {
  return (
    <li className="fill-line">
      <span className="fill-label">
        <HostText text={label} />
      </span>
      <FillBar used={usedSectors} total={totalSectors} />
      <span className="figure mono">{formatPercent({ part: usedSectors, whole: totalSectors })}</span>
      <span className="soft">
        <Size bytes={usedSectors * 512} /> of <Size bytes={totalSectors * 512} />
      </span>
    </li>
  );
}
