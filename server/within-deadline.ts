/** What comes of it, or null when that takes longer; what is late is left to itself. */
export function withinDeadline<T>(result: Promise<T>, deadlineMs: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(resolve, deadlineMs, null);
    result.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
