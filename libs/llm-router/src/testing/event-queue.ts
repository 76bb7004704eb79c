/** Something that is due at a time. */
export interface Due {
  readonly at: number;
  /** Undefined once it was taken back. */
  run: (() => void) | undefined;
}

interface Entry {
  readonly due: Due;
  readonly order: number;
}

/** What is due, earliest first; what is due at the same time comes in the order in which it was added. A binary heap. */
export class EventQueue {
  private readonly heap: Entry[] = [];
  private added = 0;

  add(due: Due): void {
    const { heap } = this;
    const entry = { due, order: this.added++ };
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  /** The earliest that was not taken back. */
  peek(): Due | undefined {
    while (this.heap.length > 0 && this.heap[0]!.due.run === undefined) this.removeFirst();
    return this.heap[0]?.due;
  }

  take(): Due | undefined {
    const due = this.peek();
    if (due !== undefined) this.removeFirst();
    return due;
  }

  private removeFirst(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.due.at < b.due.at || (a.due.at === b.due.at && a.order < b.order);
}
