/** From 32-bit hashes to numbers from 0: open addressing, so that a look-up allocates nothing. */
export class HashIndex {
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(private readonly keys: Uint32Array) {
    let size = 16;
    while (size < keys.length * 3) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    for (let i = 0; i < keys.length; i++) {
      let slot = spread(keys[i]!) & this.mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = i;
    }
  }

  /** The position of the key among the keys; -1 where it is not. */
  of(key: number): number {
    let slot = spread(key) & this.mask;
    for (;;) {
      const index = this.slots[slot]!;
      if (index < 0 || this.keys[index] === key) return index;
      slot = (slot + 1) & this.mask;
    }
  }
}

/** FNV's low bits alone are uneven. */
function spread(key: number): number {
  return key ^ (key >>> 15);
}
