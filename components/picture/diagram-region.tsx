'use client';

import { grouped } from '../../lib/text/exact-size.ts';
import { DiagramPlace } from './diagram-place.tsx';
import { DiagramTools } from './diagram-tools.tsx';
import { PictureHead } from './picture-head.tsx';
import type { PictureProps } from './picture-region.tsx';
import { useDiagram } from './use-diagram.ts';
import { useSceneMarks } from './use-scene-marks.ts';

/** What stands on what, drawn: the device in focus, the selected finding, or the whole host. */
export function DiagramRegion(props: PictureProps) {
  const { tree, found, finding, reveal, view, setView, onPick, takesFocus } = props;
  const focus = view.focus === null ? null : tree.keys.find(view.focus);
  const { diagram, heading, about } = useDiagram({ tree, found, finding, focus, view });
  const marks = useSceneMarks(tree);
  const title = [heading.title, ...heading.sentences].join('. ');
  return (
    <>
      <PictureHead heading={heading}>
        {view.focus !== null && focus === null && (
          <p className="picture-words warn">The device that this view is about is not there, or no longer.</p>
        )}
        {marks.matches && <Sought matches={marks.matches} drawn={diagram.nodes} />}
        <DiagramTools tree={tree} diagram={diagram} focus={focus} view={view} setView={setView} />
      </PictureHead>
      <DiagramPlace
        diagram={diagram}
        about={about}
        title={title}
        marks={marks}
        reveal={reveal}
        onPick={onPick}
        takesFocus={takesFocus}
      />
    </>
  );
}

type SoughtProps = {
  readonly matches: ReadonlySet<string>;
  readonly drawn: readonly { readonly identity: string }[];
};

/** What was found is not always in the picture. */
function Sought({ matches, drawn }: SoughtProps) {
  const count = drawn.filter(({ identity }) => matches.has(identity)).length;
  if (count === matches.size) return null;
  return (
    <p className="picture-words quiet">
      {grouped(count)} of the {grouped(matches.size)} found {matches.size === 1 ? 'device is' : 'devices are'}{' '}
      in this picture.
    </p>
  );
}
