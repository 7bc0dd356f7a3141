import { Maximize, Minus, Plus } from 'lucide-react';

type ZoomButtonsProps = {
  readonly scale: number;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
};

const STEP = 1.25;

export function ZoomButtons({ scale, onZoom, onFit }: ZoomButtonsProps) {
  return (
    <div className="zoom-buttons">
      <button
        type="button"
        className="icon-button"
        aria-label="Zoom out"
        title="Zoom out: −"
        onClick={() => onZoom(1 / STEP)}
      >
        <Minus size={15} aria-hidden />
      </button>
      <output className="zoom-scale soft" aria-label="Zoom">
        {Math.round(scale * 100)} %
      </output>
      <button
        type="button"
        className="icon-button"
        aria-label="Zoom in"
        title="Zoom in: +, or the wheel with Ctrl"
        onClick={() => onZoom(STEP)}
      >
        <Plus size={15} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Fit"
        title="Show all that fits: 0"
        onClick={onFit}
      >
        <Maximize size={15} aria-hidden />
      </button>
    </div>
  );
}
