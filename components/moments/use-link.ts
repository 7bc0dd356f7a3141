'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { utcText } from '../../lib/text/time-text.ts';
import { useTRPC } from '../trpc.tsx';
import { copyText } from '../ui/copy-text.ts';
import { type ShownHost, useShownHost } from './shown-host.tsx';
import { isLinkToRun, viewLink } from './view-link.ts';

export type CopiedLink = {
  readonly href: string;
  readonly isCopied: boolean;
  /** What the link will show, in a sentence. */
  readonly words: string;
  /** It does not show what it should: the moment could not be kept. */
  readonly isLacking: boolean;
};

type Wanted = Pick<CopiedLink, 'words' | 'isLacking'> & { readonly at: string | null };

export type LinkMaker = {
  readonly link: CopiedLink | null;
  readonly isAsking: boolean;
  readonly copy: () => Promise<void>;
};

/** Makes and copies a link to the view as it is now; null where no link would lead back. */
export function useLink(): LinkMaker | null {
  const shown = useShownHost();
  const [link, setLink] = useState<CopiedLink | null>(null);
  const wanted = useWanted();
  if (shown === null) return null;
  const copy = async () => {
    setLink(null);
    const { at, words, isLacking } = await wanted.of(shown);
    const href = viewLink(location.href, shown, at);
    setLink({ href, isCopied: await copyText(href), words, isLacking });
  };
  return { link, isAsking: wanted.isAsking, copy };
}

/** The moment that a link is to, which is kept first where the host goes on. */
function useWanted() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const keep = useMutation(trpc.host.keep.mutationOptions({ retry: false }));
  async function of({ id, isLive, at }: ShownHost): Promise<Wanted> {
    if (!isLive) return { at: null, words: 'It leads to this recording.', isLacking: false };
    if (isLinkToRun(location.href))
      return { at: null, words: 'It leads to this run in the journal.', isLacking: false };
    if (at !== null) return { at, words: wordsOf(at), isLacking: false };
    try {
      const kept = await keep.mutateAsync({ hostId: id });
      queries.invalidateQueries(trpc.host.moments.queryFilter({ hostId: id }));
      return { at: kept.at, words: keptWords(kept), isLacking: false };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const words = `It shows the host as it will be when it is opened. This moment is not kept: ${why}.`;
      return { at: null, words, isLacking: true };
    }
  }
  return { of, isAsking: keep.isPending };
}

type Kept = { readonly at: string; readonly isNew: boolean; readonly droppedCount: number };

function keptWords({ at, isNew, droppedCount }: Kept): string {
  if (!isNew) return `${wordsOf(at)} It has not changed since.`;
  if (droppedCount === 0) return wordsOf(at);
  return `${wordsOf(at)} For it the oldest kept moment${droppedCount > 1 ? 's' : ''} had to go.`;
}

function wordsOf(at: string): string {
  return `It shows the host as of ${utcText(Date.parse(at))}.`;
}
