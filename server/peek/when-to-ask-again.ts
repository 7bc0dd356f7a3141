import { type ReaderNews, RUN_UNDER_WAY } from './reader.ts';

/** Exit statuses, when devices do not change before. `soon`: what was in the way may have been a moment's; `late`: it lasts. */
export const ASK_AGAIN = { never: 0, atOnce: 75, soon: 76, late: 77 } as const;

type Answers = {
  readonly news: readonly ReaderNews[];
  /** It has stopped answering. */
  readonly isStuck: boolean;
};

/**
 * By what came of those that were asked for. At once only after something was read, which is not asked for again: what cannot be read is,
 * and a host with much of that would be asked without end.
 */
export function whenToAskAgain(askedCount: number, { news, isStuck }: Answers): number {
  if (isStuck || news.length === 0) return ASK_AGAIN.soon;
  if (news.length < askedCount)
    return news.some(({ kind }) => kind === 'read') ? ASK_AGAIN.atOnce : ASK_AGAIN.late;
  const hadToWait = news.some((said) => said.kind === 'not-read' && said.reason === RUN_UNDER_WAY);
  return hadToWait ? ASK_AGAIN.soon : ASK_AGAIN.never;
}
