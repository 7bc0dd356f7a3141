/**
 * How the reader of a disk asks for bytes. It is a generator that yields the ranges it wants and is given what is there, so that
 * it stays pure: a file, a child process with a deadline and a test give it bytes in their own way.
 */
export type ByteRange = { readonly offset: number; readonly length: number };

/** Gets fewer bytes than it asked for where the device ends, and none where it cannot be read. */
export type DiskReader<T> = Generator<ByteRange, T, Uint8Array>;

/** Has a reader read bytes that are all at hand. */
export function readFrom<T>(bytes: Uint8Array, reader: DiskReader<T>): T {
  for (let step = reader.next(); ; ) {
    if (step.done) return step.value;
    const { offset, length } = step.value;
    step = reader.next(bytes.subarray(offset, offset + length));
  }
}
