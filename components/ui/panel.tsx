import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

type PanelProps = {
  readonly title: string;
  readonly intro: string;
  readonly trigger: ReactNode;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
};

/** A list that opens from a button of the header. */
export function Panel({ title, intro, trigger, isOpen, onOpenChange, children }: PanelProps) {
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger className="text-button">{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="panel"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={title}
          onOpenAutoFocus={focusPanel}
        >
          <h2 className="panel-title">{title}</h2>
          <p className="panel-intro quiet">{intro}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className="panel-body" tabIndex={0} aria-label={`${title}, list`}>
            {children}
          </section>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The panel as a whole, not the first thing in it, so that it is read from its title. */
function focusPanel(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
