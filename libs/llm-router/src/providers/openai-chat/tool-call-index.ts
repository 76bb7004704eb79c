/** No reply has more calls; an index beyond it would be a hole in the lists that callers keep. */
const MAX_CALLS = 1_024;

/**
 * Numbers the tool calls of one choice. OpenAI's index is taken as it is; Google sends several calls under one index
 * or under none, told apart by their ids only.
 */
export class ToolCallIndex {
  private readonly ids = new Map<number, string>();
  private readonly renumbered = new Map<number, number>();
  private highest = -1;

  /** `starts`: the piece names a function or has an id, so without an index it begins a call. */
  of(wireIndex: unknown, id: string | undefined, starts: boolean): number {
    const index = this.continued(wireIndex, starts);
    const known = this.ids.get(index);
    const ours = id !== undefined && known !== undefined && known !== id ? this.highest + 1 : index;
    if (ours !== wireIndex && typeof wireIndex === 'number') this.renumbered.set(wireIndex, ours);
    if (id !== undefined) this.ids.set(ours, id);
    this.highest = Math.max(this.highest, ours);
    return ours;
  }

  private continued(wireIndex: unknown, starts: boolean): number {
    if (typeof wireIndex === 'number') {
      const ours = this.renumbered.get(wireIndex);
      if (ours !== undefined) return ours;
      if (Number.isInteger(wireIndex) && wireIndex >= 0 && wireIndex < MAX_CALLS) return wireIndex;
    }
    return starts ? this.highest + 1 : Math.max(this.highest, 0);
  }
}
