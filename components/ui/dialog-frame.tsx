'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { HostText } from './host-text.tsx';

type DialogFrameProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Of what is in it. */
  readonly className?: string;
  readonly children: ReactNode;
};

/** A dialog that the URL opens. What is in it may change while it is open. */
export function DialogFrame({ isOpen, onClose, className = '', children }: DialogFrameProps) {
  /** Radix gives the focus back to a trigger only, and what opens this dialog is in the URL. */
  const cameFrom = useRef<Element | null>(null);
  const takeFocus = (event: Event) => {
    event.preventDefault();
    cameFrom.current = document.activeElement;
    // The dialog as a whole, so that it is read from its title, and no button is hit by a key pressed too long.
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
  };
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-cover" />
        <Dialog.Content
          className={`dialog ${className}`}
          onOpenAutoFocus={takeFocus}
          onCloseAutoFocus={giveFocusBack}
        >
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type DialogHeadProps = {
  readonly title: string;
  readonly what: string;
  /** Below the title: where, when, who. */
  readonly children: ReactNode;
};

export function DialogHead({ title, what, children }: DialogHeadProps) {
  return (
    <div className="dialog-head">
      <div>
        <Dialog.Title className="dialog-title">
          <HostText text={title} />
        </Dialog.Title>
        <Dialog.Description className="quiet">{children}</Dialog.Description>
      </div>
      <Dialog.Close className="icon-button" aria-label={`Close ${what}`} title="Close (Esc)">
        <X size={16} aria-hidden />
      </Dialog.Close>
    </div>
  );
}
