/**
 * An inverted tree tells who stands on what, and in which order a base meets its holders, but not in which order the
 * kernel lists devices or a device its bases. Newer kernels list by name, so that comes first.
 */
export function byName<T extends { readonly name: string }>(devices: readonly T[]): readonly T[] {
  return [...devices].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
