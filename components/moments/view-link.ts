import type { ShownHost } from './shown-host.tsx';

/** A link to what the page shows. A run is in the journal, whenever one looks: its link needs no moment. */
export function isLinkToRun(href: string): boolean {
  return new URL(href).searchParams.has('run');
}

/** The page's own address, complete: which host, and of which moment (null: whenever it is opened). */
export function viewLink(href: string, { id }: Pick<ShownHost, 'id'>, at: string | null): string {
  const url = new URL(href);
  // What hangs from the header is not part of the view.
  url.searchParams.delete('panel');
  url.searchParams.set('host', id);
  if (at === null) url.searchParams.delete('at');
  else url.searchParams.set('at', at);
  // Neither sign needs an escape in a query, and a time is read more easily without.
  url.search = url.search.replaceAll('%3A', ':');
  return url.href;
}
