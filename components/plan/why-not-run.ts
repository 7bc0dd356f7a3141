import type { FreshnessState } from '../../lib/stack/followed-stack.ts';
import type { Connection } from '../host-stack-store.ts';

/** Whether who looks at the page may run what is planned; `whyNot` in a few words. */
export type Me = { readonly mayRun: boolean; readonly whyNot: string | null };

/** How the page stands to the host that it shows. */
export type HostState = {
  readonly freshness: FreshnessState;
  readonly connection: Connection;
  /** Null until the server has told. */
  readonly me: Me | null;
};

export type Standing = HostState & { readonly isRunUnderWay: boolean };

/** In a sentence, why nothing can be run from this page just now; null when it can. */
export function whyNotRun({ freshness, connection, me, isRunUnderWay }: Standing): string | null {
  if (freshness === 'recording') return 'This is a recording: there is no host to run it on.';
  if (me !== null && !me.mayRun)
    return `You may look, and not run anything${me.whyNot === null ? '' : `: ${me.whyNot}`}.`;
  if (connection === 'lost') return 'The connection to dmscope is lost: what you see may be old.';
  if (freshness !== 'live') return 'The host has not answered lately: what you see may be old.';
  if (isRunUnderWay) return 'A run is under way on this host: one at a time.';
  if (me === null) return 'It is not known yet whether you may run this.';
  return null;
}
