'use client';

import { useEffect, useMemo, useRef } from 'react';
import { type Diagram, layOutDiagram, NO_MARKS } from '../../lib/picture/diagram/diagram.ts';
import type { DiagramScope } from '../../lib/picture/diagram/scope.ts';
import type { Stack } from '../../lib/stack/stack.ts';

type Asked = {
  readonly stack: Stack;
  readonly scope: DiagramScope;
  /** Where it is another one, the picture is laid out anew. */
  readonly about: string;
};

/** Where everything stands in a diagram. From one capture to the next everything that stays, stays where it is. */
export function useLayout({ stack, scope, about }: Asked): Diagram {
  const previous = useRef<{ readonly about: string; readonly diagram: Diagram } | null>(null);
  const laidOut = useMemo(() => {
    const before = previous.current?.about === about ? previous.current.diagram : null;
    return layOutDiagram({ stack, scope, marks: NO_MARKS }, before);
  }, [stack, scope, about]);
  useEffect(() => {
    previous.current = { about, diagram: laidOut };
  }, [about, laidOut]);
  return laidOut;
}
