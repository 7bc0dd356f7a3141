import type { LucideIcon } from 'lucide-react';

type IconButtonProps = {
  readonly icon: LucideIcon;
  /** What it does, for who does not see the icon. */
  readonly label: string;
  /** What is told when it is pointed at, where that is more. */
  readonly hint?: string;
  readonly onClick: () => void;
  readonly sizePx?: number;
  readonly isDisabled?: boolean;
};

export function IconButton({
  icon: Icon,
  label,
  hint = label,
  onClick,
  sizePx = 16,
  isDisabled,
}: IconButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={hint}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon size={sizePx} aria-hidden />
    </button>
  );
}
