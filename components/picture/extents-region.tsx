'use client';

import { useMemo } from 'react';
import { type Extents, extentsOf } from '../../lib/picture/extents/extents.ts';
import { extentsBars, extentsHeading } from '../../lib/picture/extents/extents-scene.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { DeviceLink } from '../inspector/device-link.tsx';
import type { Tree } from '../tree/use-tree.ts';
import { Notice } from '../ui/notice.tsx';
import { ExtentsFigures } from './extents-figures.tsx';
import { PictureHead } from './picture-head.tsx';
import type { PictureProps } from './picture-region.tsx';
import { SceneView } from './scene-view.tsx';
import { useSceneMarks } from './use-scene-marks.ts';
import { useSize } from './use-size.ts';

/** Which ranges of the selected device belong to what, and on what it lies itself, to scale. */
export function ExtentsRegion(props: PictureProps) {
  const { tree, view, onPick } = props;
  const device = tree.selected ?? (view.focus === null ? null : tree.keys.find(view.focus));
  const { stack } = tree.index;
  const extents = useMemo(() => device && extentsOf(stack, device), [stack, device]);
  const choose = (other: Device) => onPick(tree.keys.keyOf(other));
  if (!extents) return <ChooseDevice tree={tree} onChoose={choose} />;
  return (
    <>
      <PictureHead heading={extentsHeading(extents)} />
      <div className="extents">
        <Bars extents={extents} tree={tree} onPick={onPick} />
        <ExtentsFigures extents={extents} index={tree.index} onSelect={choose} />
      </div>
    </>
  );
}

type BarsProps = {
  readonly extents: Extents;
  readonly tree: Tree;
  readonly onPick: (identity: string) => void;
};

function Bars({ extents, tree, onPick }: BarsProps) {
  const { size, ref } = useSize();
  const width = size?.width ?? 0;
  const { shapes, height } = useMemo(() => extentsBars(extents, width), [extents, width]);
  const { title } = extentsHeading(extents);
  const { matches } = useSceneMarks(tree);
  return (
    <div className="extents-bars" ref={ref} style={{ minHeight: height }}>
      {width > 0 && (
        <SceneView
          className="extents-scene"
          title={title}
          shapes={shapes}
          // Cells are outlined, and the selected device is what the whole picture is of.
          view={{ x: -1, y: -4, width: width + 2, height: height + 4 }}
          marks={{ selected: null, matches }}
          onPick={onPick}
        />
      )}
    </div>
  );
}

const OFFERED = 12;

type ChooseDeviceProps = { readonly tree: Tree; readonly onChoose: (device: Device) => void };

function ChooseDevice({ tree, onChoose }: ChooseDeviceProps) {
  const disks = tree.index.stack.devices.filter(({ bases }) => bases.length === 0).slice(0, OFFERED);
  return (
    <Notice title="Which device?">
      <p>
        Extents show which sectors of a disk, a partition or a volume belong to what, and where it lies
        itself. Choose a device in the tree, the diagram or the overview, or one of the disks:
      </p>
      <ul className="picture-offers">
        {disks.map((disk) => (
          <li key={disk.devNo}>
            <DeviceLink index={tree.index} device={disk} onSelect={onChoose} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
