import type { Layer } from '../../lib/stack/layer.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { CloseButton } from '../ui/close-button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';
import { LayerMark } from '../ui/layer-mark.tsx';

type InspectorHeadProps = {
  readonly device: Device;
  readonly layer: Layer;
  readonly onClose: () => void;
};

/** Which device it is about. */
export function InspectorHead({ device, layer, onClose }: InspectorHeadProps) {
  return (
    <div className="inspector-head">
      <LayerMark layer={layer} />
      <h2 className="inspector-name mono">
        <HostText text={device.name} />
        <CopyButton text={device.name} what="name" />
      </h2>
      <CloseButton what="inspector" onClose={onClose} />
    </div>
  );
}
