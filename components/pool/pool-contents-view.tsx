'use client';

import { useMemo } from 'react';
import { sharingOfPool } from '../../lib/picture/sharing/sharing.ts';
import { sharingHeading, sharingRows } from '../../lib/picture/sharing/sharing-scene.ts';
import type { StackIndex } from '../../lib/stack/index-stack.ts';
import type { Device } from '../../lib/stack/stack.ts';
import type { ExploredPool } from '../../lib/thin/explored-pool.ts';
import { type ThinRow, thinRows } from '../../lib/thin/thin-rows.ts';
import { SeverityMark } from '../findings/severity-mark.tsx';
import { Shapes } from '../picture/scene-shapes.tsx';
import { useSize } from '../picture/use-size.ts';
import { HostText } from '../ui/host-text.tsx';
import type { ThinAction } from './thin-menu.tsx';
import { ThinsTable } from './thins-table.tsx';

type PoolContentsViewProps = {
  readonly pool: ExploredPool;
  readonly index: StackIndex;
  readonly onSelect: (device: Device) => void;
  readonly onAction: ((action: ThinAction, row: ThinRow) => void) | null;
};

/** What a look into a pool has shown: what is wrong with it, who shares with whom, and every thin ID. */
export function PoolContentsView({ pool, index, onSelect, onAction }: PoolContentsViewProps) {
  const rows = useMemo(() => thinRows(pool), [pool]);
  return (
    <>
      <PoolFindings pool={pool} />
      <SharingPlace pool={pool} />
      <ThinsTable rows={rows} title="Thin volumes" index={index} onSelect={onSelect} onAction={onAction} />
    </>
  );
}

function PoolFindings({ pool: { findings, contents } }: { readonly pool: ExploredPool }) {
  if (findings.length === 0 && contents.problems.length === 0) return null;
  return (
    <section className="pool-part">
      <h3 className="group-title">What is wrong with it</h3>
      <ul className="pool-findings">
        {findings.map(({ id, severity, title, consequence, advice, evidence }) => (
          <li key={id} data-severity={severity}>
            <p className="pool-finding-title">
              <SeverityMark severity={severity} />
              <span>
                <HostText text={title} />
              </span>
            </p>
            {[consequence, ...advice].map((sentence) => (
              <p key={sentence}>
                <HostText text={sentence} />
              </p>
            ))}
            <ul className="pool-evidence mono">
              {evidence.map(({ quote }) => (
                <li key={quote}>
                  <HostText text={quote} />
                </li>
              ))}
            </ul>
          </li>
        ))}
        {contents.problems.map((problem) => (
          <li key={problem} className="warn">
            <HostText text={problem} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SharingPlace({ pool }: { readonly pool: ExploredPool }) {
  const { size, ref } = useSize();
  const width = Math.max(560, size?.width ?? 0);
  const picture = useMemo(() => sharingOfPool(pool), [pool]);
  const drawn = useMemo(() => sharingRows(picture, width), [picture, width]);
  const heading = sharingHeading(picture);
  if (picture.rows.length === 0) return null;
  return (
    <section className="pool-part">
      <h3 className="group-title">Who shares blocks with whom</h3>
      <p className="soft">{heading.sentences.join(' ')}</p>
      <div className="pool-sharing" ref={ref} style={{ minHeight: drawn.height }}>
        {size && (
          <svg
            className="scene"
            width={width}
            height={drawn.height}
            role="img"
            aria-label={[heading.title, ...heading.sentences].join('. ')}
          >
            <Shapes shapes={drawn.shapes} />
          </svg>
        )}
      </div>
    </section>
  );
}
