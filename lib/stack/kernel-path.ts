/** Where the kernel's own name of a device is found: `cciss!c0d0` stands for a name with a slash. */
export function kernelPath(kname: string): string {
  return `/dev/${kname.replaceAll('!', '/')}`;
}
