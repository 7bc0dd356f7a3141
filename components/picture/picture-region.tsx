'use client';

import type { Finding } from '../../lib/findings/finding.ts';
import type { HostState } from '../plan/why-not-run.ts';
import { PoolRegion } from '../pool/pool-region.tsx';
import type { Tree } from '../tree/use-tree.ts';
import { Notice } from '../ui/notice.tsx';
import type { SetView, View } from '../view-state.ts';
import { DiagramRegion } from './diagram-region.tsx';
import { ExtentsRegion } from './extents-region.tsx';
import { OverviewRegion } from './overview-region.tsx';

export type PictureProps = {
  readonly tree: Tree;
  readonly hostId: string;
  readonly hostState: HostState;
  /** All of the host's. */
  readonly found: readonly Finding[];
  /** The one that is selected. */
  readonly finding: Finding | null;
  /** A device to bring into view; `order` rises with each wish. */
  readonly reveal: { readonly identity: string; readonly order: number } | null;
  readonly view: View;
  readonly setView: SetView;
  readonly onPick: (identity: string) => void;
  readonly onFinding: (finding: Finding) => void;
  /** It was asked for by a key, and keys should go on there. */
  readonly takesFocus: boolean;
};

function Picture(props: PictureProps) {
  const { show } = props.view;
  if (props.tree.index.stack.devices.length === 0)
    return <Notice title="Nothing to draw">The capture lists no block devices.</Notice>;
  switch (show) {
    case 'diagram':
      return <DiagramRegion {...props} />;
    case 'extents':
      return <ExtentsRegion {...props} />;
    case 'overview':
      return <OverviewRegion {...props} />;
    case 'pool':
      return <PoolRegion {...props} />;
    case 'tree':
      return null;
    default:
      return show satisfies never;
  }
}

/** One of the pictures of the host, beside its tree or in place of it. */
export function PictureRegion(props: PictureProps) {
  return (
    <section className="picture-region" data-show={props.view.show}>
      <Picture {...props} />
    </section>
  );
}
