import { TRPCError } from '@trpc/server';

/** What can be wrong with a question about a host. Values inside server/; only here do they become tRPC errors. */
export type Failure =
  | { readonly kind: 'no such host'; readonly hostId: string }
  | { readonly kind: 'no such device'; readonly devNo: string }
  | { readonly kind: 'no such moment'; readonly at: string }
  | { readonly kind: 'one moment only' }
  | { readonly kind: 'moment not kept'; readonly reason: string }
  | { readonly kind: 'moments unreadable'; readonly reason: string }
  | { readonly kind: 'no such run'; readonly runId: string }
  | { readonly kind: 'only a recording' }
  | { readonly kind: 'no journal'; readonly reason: string }
  | { readonly kind: 'pool not read'; readonly reason: string }
  | { readonly kind: 'no labels'; readonly reason: string }
  | { readonly kind: 'nothing captured yet'; readonly reason: string | null };

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** The value, or the tRPC error that says in words why there is none. */
export function valueOrThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new TRPCError({ code: codeOf(outcome.failure), message: failureText(outcome.failure) });
}

export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case 'no such host':
      return `no host is called ${JSON.stringify(failure.hostId)} here`;
    case 'no such device':
      return `the host has no device ${failure.devNo} any more`;
    case 'no such moment':
      return `the host as it was at ${failure.at} is not kept, or no longer`;
    case 'one moment only':
      return 'a recording does not change: there is nothing to keep';
    case 'moment not kept':
      return failure.reason;
    case 'moments unreadable':
      return failure.reason;
    case 'no such run':
      return `the journal has no run ${failure.runId}`;
    case 'only a recording':
      return 'this is a recording: nothing can be run on it';
    case 'no journal':
      return `the journal cannot be read: ${failure.reason}`;
    case 'pool not read':
      return `the pool cannot be read: ${failure.reason}`;
    case 'no labels':
      return `labels are unavailable: ${failure.reason}`;
    case 'nothing captured yet':
      return failure.reason === null
        ? 'nothing has been captured yet'
        : `nothing captured: ${failure.reason}`;
    default:
      return failure satisfies never;
  }
}

function codeOf({ kind }: Failure): 'NOT_FOUND' | 'PRECONDITION_FAILED' {
  return kind.startsWith('no such') ? 'NOT_FOUND' : 'PRECONDITION_FAILED';
}
