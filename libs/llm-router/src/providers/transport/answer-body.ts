/** The bytes of an answer, for one reader. `return()` closes the socket where bytes are still to come. */
export interface AnswerBody extends AsyncIterableIterator<Buffer, undefined> {
  return(): Promise<IteratorResult<Buffer, undefined>>;
  /** Leaves without closing the socket, where little is to come. */
  discard(): void;
}
