import { shownDevNo } from '../../lib/block/dev-no.ts';
import type { StackIndex } from '../../lib/stack/index-stack.ts';
import { layerOf } from '../../lib/stack/layer.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { MiddleText } from '../ui/host-text.tsx';
import { LayerMark } from '../ui/layer-mark.tsx';

type DeviceLinkProps = {
  readonly index: StackIndex;
  readonly device: Device;
  readonly onSelect: (device: Device) => void;
};

/** Goes to another device. */
export function DeviceLink({ index, device, onSelect }: DeviceLinkProps) {
  return (
    <button type="button" className="device-link" onClick={() => onSelect(device)}>
      <LayerMark layer={layerOf(index, device)} />
      <span className="device-link-name mono">
        <MiddleText text={device.name} />
      </span>
      <span className="quiet mono">{shownDevNo(device.devNo)}</span>
    </button>
  );
}
