import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';

type ZoomButtonsProps = {
  readonly scale: number;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
};

const STEP = 1.25;

export function ZoomButtons({ scale, onZoom, onFit }: ZoomButtonsProps) {
  return (
    <div className="zoom-buttons">
      <IconButton
        icon={Minus}
        label="Zoom out"
        hint="Zoom out: −"
        onClick={() => onZoom(1 / STEP)}
        sizePx={15}
      />
      <output className="zoom-scale soft" aria-label="Zoom">
        {Math.round(scale * 100)} %
      </output>
      <IconButton
        icon={Plus}
        label="Zoom in"
        hint="Zoom in: +, or the wheel with Ctrl"
        onClick={() => onZoom(STEP)}
        sizePx={15}
      />
      <IconButton icon={Maximize} label="Fit" hint="Show all that fits: 0" onClick={onFit} sizePx={15} />
    </div>
  );
}
