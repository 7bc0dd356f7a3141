'use client';

import { useMemo } from 'react';
import type { DevNo } from '../../lib/block/dev-no.ts';
import type { Finding } from '../../lib/findings/finding.ts';
import { markDiagram } from '../../lib/picture/diagram/diagram.ts';
import { type DiagramScope, WHOLE_HOST } from '../../lib/picture/diagram/scope.ts';
import type { Device } from '../../lib/stack/stack.ts';
import type { Tree } from '../tree/use-tree.ts';
import type { View } from '../view-state.ts';
import { questionOf } from './diagram-question.ts';
import { useLayout } from './use-layout.ts';

type Asked = { readonly around: readonly DevNo[] | null; readonly folded: readonly string[] };

type Options = {
  readonly tree: Tree;
  readonly found: readonly Finding[];
  readonly finding: Finding | null;
  readonly focus: Device | null;
  readonly view: View;
};

/** The diagram that the view asks for. From one capture to the next everything that stays, stays where it is. */
export function useDiagram({ tree, found, finding, focus, view }: Options) {
  const { index, selected } = tree;
  const { up, down } = view;
  const question = useMemo(
    () => questionOf(index.stack, found, { finding, focus, selected }),
    [index, found, finding, focus, selected],
  );
  const { about, input, heading } = question;
  // As text: the question is asked anew with every selection, and only this much of it decides on places.
  const asked = JSON.stringify({ around: input.scope.around, folded: view.folded });
  const scope = useMemo((): DiagramScope => {
    const { around, folded }: Asked = JSON.parse(asked);
    return {
      ...WHOLE_HOST,
      around,
      holdersDepth: up ?? Number.POSITIVE_INFINITY,
      basesDepth: down ?? Number.POSITIVE_INFINITY,
      folded: new Set(folded),
    };
  }, [asked, up, down]);
  const laidOut = useLayout({ stack: index.stack, scope, about });
  const diagram = useMemo(() => markDiagram(laidOut, index, input.marks), [laidOut, index, input.marks]);
  return { diagram, heading, about };
}
