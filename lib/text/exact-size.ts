/** `314,572,800 bytes, 614,400 sectors`: sectors are of 512 bytes, and only said when the size is whole sectors. */
export function exactBytes(bytes: number): string {
  const sectors = bytes % 512 === 0 && bytes > 0 ? `, ${grouped(bytes / 512)} sectors` : '';
  return `${grouped(bytes)} bytes${sectors}`;
}

/** A whole number with commas between thousands, the same in every locale. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
