'use client';

import { useState } from 'react';
import { shownDevNo } from '../../lib/block/dev-no.ts';
import type { OverviewCell } from '../../lib/picture/overview/overview.ts';
import { cellWords, overviewHeading } from '../../lib/picture/overview/overview-scene.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import { HostText } from '../ui/host-text.tsx';
import { LayerMark } from '../ui/layer-mark.tsx';
import { Legend } from './legend.tsx';
import { OverviewFindings } from './overview-findings.tsx';
import { OverviewPlace } from './overview-place.tsx';
import { PictureHead } from './picture-head.tsx';
import type { PictureProps } from './picture-region.tsx';
import { useOverview } from './use-overview.ts';
import { useSceneMarks } from './use-scene-marks.ts';
import { useSize } from './use-size.ts';

/** All stacks of the host on one screen. */
export function OverviewRegion(props: PictureProps) {
  const { tree, found, finding, setView, onPick, onFinding } = props;
  const { stack } = tree.index;
  const { size, ref } = useSize();
  const drawn = useOverview(stack, found, size);
  const marks = useSceneMarks(tree);
  const [pointed, setPointed] = useState<OverviewCell | null>(null);
  const { title, sentences } = overviewHeading({ deviceCount: stack.devices.length }, found, stack.host);
  // Whether there are none is known only when all rules have looked; the toolbar says so.
  const isQuiet = found.length === 0;
  const heading = {
    title,
    sentences: isQuiet ? [`${grouped(stack.devices.length)} devices.`] : sentences,
  };
  const selected = drawn?.overview.cells.find(({ identity }) => identity === marks.selected) ?? null;
  return (
    <>
      <PictureHead heading={heading}>
        <div className="picture-tools">
          <Pointed cell={pointed ?? selected} />
          {selected && (
            <>
              <button type="button" className="tool-button" onClick={() => setView({ show: 'tree' })}>
                Show in the tree
              </button>
              <button
                type="button"
                className="tool-button"
                onClick={() => setView({ show: 'diagram', focus: marks.selected, up: null, down: null })}
              >
                Show its diagram
              </button>
            </>
          )}
        </div>
      </PictureHead>
      <div className="picture-place" ref={ref}>
        {drawn && (
          <OverviewPlace
            drawn={drawn}
            title={[heading.title, ...heading.sentences].join('. ')}
            marks={marks}
            onPoint={setPointed}
            onPick={onPick}
          />
        )}
      </div>
      <OverviewFindings found={found} selected={finding} onFinding={onFinding} />
      <Legend width={drawn?.overview.width ?? 0} legend={drawn?.legend ?? null} />
    </>
  );
}

/** The name of what is pointed at, or selected: most cells are too small for theirs. */
function Pointed({ cell }: { readonly cell: OverviewCell | null }) {
  if (cell === null) return <p className="quiet">Point at a cell to read its name, click to select it.</p>;
  return (
    <p className="overview-pointed">
      <LayerMark layer={cell.layer} />{' '}
      <span className="mono">
        <HostText text={cell.name} />
      </span>{' '}
      <span className="soft">
        {shownDevNo(cell.devNo)}, {cellWords(cell)}
      </span>
    </p>
  );
}
