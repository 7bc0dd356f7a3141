import { LAYER_NAMES, type Layer } from '../../lib/stack/layer.ts';

/** The short mark of a device's layer: letters first, colour and border second. */
export function LayerMark({ layer }: { readonly layer: Layer }) {
  const { mark, words } = LAYER_NAMES[layer];
  return (
    <span className="layer-mark" data-layer={layer} title={words}>
      {mark}
    </span>
  );
}
