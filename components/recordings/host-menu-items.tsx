'use client';

import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { HostText } from '../ui/host-text.tsx';
import type { AnyHost } from './any-host.ts';
import { hostDetail } from './recording-words.ts';

type HostItemsProps = {
  readonly title: string;
  readonly hosts: readonly AnyHost[];
  readonly shownId: string | null;
  readonly onShow: (hostId: string) => void;
};

export function HostItems({ title, hosts, shownId, onShow }: HostItemsProps) {
  if (hosts.length === 0) return null;
  return (
    <DropdownMenu.Group>
      <DropdownMenu.Label className="menu-title">{title}</DropdownMenu.Label>
      {hosts.map((host) => (
        <DropdownMenu.CheckboxItem
          key={host.id}
          className="menu-item"
          checked={host.id === shownId}
          onSelect={() => onShow(host.id)}
        >
          <span className="menu-check">{host.id === shownId && <Check size={14} aria-hidden />}</span>
          <span className="menu-host">
            <span className="mono">
              <HostText text={host.name} />
            </span>{' '}
            <span className="quiet">
              <HostText text={hostDetail(host)} />
            </span>
          </span>
        </DropdownMenu.CheckboxItem>
      ))}
    </DropdownMenu.Group>
  );
}

type MenuItemProps = {
  readonly isDisabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
};

export function MenuItem({ isDisabled = false, onSelect, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item className="menu-item" disabled={isDisabled} onSelect={onSelect}>
      <span className="menu-check" />
      <span>{children}</span>
    </DropdownMenu.Item>
  );
}

type RemoveItemsProps = {
  readonly localIds: readonly string[];
  readonly shownId: string | null;
  readonly onRemove: (hostIds: readonly string[]) => void;
};

export function RemoveItems({ localIds, shownId, onRemove }: RemoveItemsProps) {
  if (localIds.length === 0) return null;
  const isShown = shownId !== null && localIds.includes(shownId);
  const all = localIds.length === 1 ? 'Remove the recording' : `Remove all ${localIds.length} recordings`;
  return (
    <>
      <DropdownMenu.Separator className="menu-line" />
      {isShown && (
        <MenuItem onSelect={() => onRemove([shownId])}>Remove this recording from the browser</MenuItem>
      )}
      {(localIds.length > 1 || !isShown) && (
        <MenuItem onSelect={() => onRemove(localIds)}>{all} from the browser</MenuItem>
      )}
    </>
  );
}
