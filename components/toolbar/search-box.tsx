'use client';

import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { grouped } from '../../lib/text/exact-size.ts';
import type { Matches } from '../../lib/tree/search.ts';
import { IconButton } from '../ui/icon-button.tsx';

type SearchBoxProps = {
  readonly query: string;
  readonly matches: Matches | null;
  readonly onQuery: (query: string) => void;
  readonly onGoToMatch: (step: 1 | -1) => void;
};

export function SearchBox({ query, matches, onQuery, onGoToMatch }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useSlashKey(() => input.current?.select());
  const count = matches?.devNos.size ?? 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (query) onQuery('');
      else input.current?.blur();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onGoToMatch(event.shiftKey ? -1 : 1);
    }
  };
  return (
    <search className="search">
      <Search size={14} className="search-icon" aria-hidden />
      <input
        ref={input}
        className="search-input"
        type="text"
        aria-label="Search devices"
        placeholder="Name, number, UUID, mount point, target"
        spellCheck={false}
        autoComplete="off"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {matches === null && <kbd className="search-key">/</kbd>}
      <output className="search-count">{matches && found(count)}</output>
      {matches && (
        <span className="search-buttons">
          <IconButton
            icon={ChevronUp}
            label="Previous match"
            isDisabled={count === 0}
            onClick={() => onGoToMatch(-1)}
            sizePx={14}
          />
          <IconButton
            icon={ChevronDown}
            label="Next match"
            isDisabled={count === 0}
            onClick={() => onGoToMatch(1)}
            sizePx={14}
          />
          <IconButton icon={X} label="Clear search" onClick={() => onQuery('')} sizePx={14} />
        </span>
      )}
    </search>
  );
}

function found(count: number): string {
  return count === 0 ? 'none' : `${grouped(count)} found`;
}

/** `/` anywhere but in a field goes to the search. */
function useSlashKey(focus: () => void): void {
  const latest = useRef(focus);
  useEffect(() => {
    latest.current = focus;
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]'))
        return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
