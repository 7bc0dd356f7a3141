/** Linux's dev_t as stat has it. */
export function devNoOf(rdev: number): string {
  const all = BigInt(rdev);
  const major = ((all >> 8n) & 0xfffn) | ((all >> 32n) & 0xfffff000n);
  const minor = (all & 0xffn) | ((all >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}
