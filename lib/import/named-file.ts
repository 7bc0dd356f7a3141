/** A file from a folder or an archive; `path` has no `.`, no `..` and no slash in front. */
export type NamedFile = { readonly path: string; readonly bytes: Uint8Array };

/** A path from an archive made plain; null for one that leads out of it, or nowhere. */
export function plainPath(path: string): string | null {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}
