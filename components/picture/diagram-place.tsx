'use client';

import { useMemo } from 'react';
import { legendShapes } from '../../lib/picture/diagram/diagram-legend.ts';
import { DiagramViewport, type DiagramViewportProps } from './diagram-viewport.tsx';
import { Legend } from './legend.tsx';
import { useSize } from './use-size.ts';

/** A diagram in all the room there is, and below it what its marks mean. */
export function DiagramPlace(props: Omit<DiagramViewportProps, 'size'>) {
  const { diagram } = props;
  const { size, ref } = useSize();
  const width = Math.max(0, (size?.width ?? 0) - 32);
  const legend = useMemo(() => legendShapes(diagram, { x: 0, y: 0, width }), [diagram, width]);
  return (
    <>
      <div className="picture-place" ref={ref}>
        {size && <DiagramViewport {...props} size={size} />}
      </div>
      <Legend width={width} legend={width > 0 ? legend : null} />
    </>
  );
}
