/**
 * Milliseconds of this thread's processor time that some work takes: what a test may bound, since it does not grow with whatever else
 * the machine is doing.
 */
export function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
