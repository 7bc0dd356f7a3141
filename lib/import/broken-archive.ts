/**
 * Thrown by the readers of archives, which give their output piece by piece and so cannot return a reason. `unpack` catches it
 * and tells it in one line; nothing else throws it.
 */
export class BrokenArchive extends Error {
  override readonly name = 'BrokenArchive';
}
