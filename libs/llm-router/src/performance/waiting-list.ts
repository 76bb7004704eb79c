/** Something that waits since `since`; it is in one list at most. */
export class Waiting {
  older: Waiting | undefined;
  newer: Waiting | undefined;
  listed = false;

  constructor(readonly since: number) {}
}

/** Who waits, in the order in which they came; every operation takes constant time. */
export class WaitingList {
  private oldest: Waiting | undefined;
  private newest: Waiting | undefined;

  /** Since when the one that has waited longest does; undefined where nobody does. */
  get since(): number | undefined {
    return this.oldest?.since;
  }

  add(it: Waiting): void {
    if (it.listed) return;
    it.listed = true;
    it.older = this.newest;
    if (this.newest === undefined) this.oldest = it;
    else this.newest.newer = it;
    this.newest = it;
  }

  /** False: it was not in the list any more. */
  remove(it: Waiting): boolean {
    if (!it.listed) return false;
    it.listed = false;
    if (it.older === undefined) this.oldest = it.newer;
    else it.older.newer = it.newer;
    if (it.newer === undefined) this.newest = it.older;
    else it.newer.older = it.older;
    it.older = it.newer = undefined;
    return true;
  }
}
