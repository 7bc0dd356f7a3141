import { X } from 'lucide-react';

/** Closes a region of the page, as Escape does. `what` it closes, for a screen reader. */
export function CloseButton({ what, onClose }: { readonly what: string; readonly onClose: () => void }) {
  return (
    <button
      type="button"
      className="icon-button inspector-close"
      aria-label={`Close ${what}`}
      title="Close (Esc)"
      onClick={onClose}
    >
      <X size={16} aria-hidden />
    </button>
  );
}
