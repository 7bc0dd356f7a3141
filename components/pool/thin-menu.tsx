'use client';

import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ThinRow } from '../../lib/thin/thin-rows.ts';

export type ThinAction = 'label' | 'snapshot' | 'activate' | 'deactivate' | 'delete';

type ThinMenuProps = {
  readonly row: ThinRow;
  readonly onAction: (action: ThinAction) => void;
};

const WORDS: Readonly<Record<ThinAction, string>> = {
  label: 'Label …',
  snapshot: 'Take a snapshot …',
  activate: 'Activate …',
  deactivate: 'Deactivate …',
  delete: 'Delete for good …',
};

/** What can be done with a thin volume. All but a label is a plan, which is shown before anything is run. */
export function ThinMenu({ row, onAction }: ThinMenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        className="icon-button"
        aria-label={`What can be done with thin ID ${row.thinId}`}
        title="Label, snapshot, activate, delete"
      >
        <Ellipsis size={16} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu thin-menu" align="end" sideOffset={2}>
          {actionsOf(row).map((action) => (
            <DropdownMenu.Item key={action} className="menu-item" onSelect={() => onAction(action)}>
              {WORDS[action]}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function actionsOf({ state }: ThinRow): readonly ThinAction[] {
  switch (state) {
    case 'active':
      return ['label', 'snapshot', 'deactivate'];
    case 'inactive':
    case 'unclaimed':
      return ['label', 'snapshot', 'activate', 'delete'];
    case 'lost':
      return [];
    default:
      return state satisfies never;
  }
}
