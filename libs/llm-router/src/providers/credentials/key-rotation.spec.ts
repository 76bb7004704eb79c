import { assert, array, constantFrom, integer, property, record } from 'fast-check';
import { KeyRotation } from './key-rotation.js';

function rotationOf(...weights: number[]): KeyRotation {
  const rotation = new KeyRotation();
  rotation.replace(weights.map((weight, index) => ({ key: `secret-${index}`, weight })));
  return rotation;
}

describe('KeyRotation', () => {
  it('gives every key its share by weight, spread evenly', () => {
    const rotation = rotationOf(3, 1);
    const taken = Array.from({ length: 8 }, () => rotation.take(0)?.alias);
    expect(taken.join(' ')).toBe('key-1 key-1 key-2 key-1 key-1 key-1 key-2 key-1');
  });

  it('gives exactly the shares over each full round, whatever the weights', () => {
    assert(
      property(array(integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 }), (weights) => {
        const rotation = rotationOf(...weights);
        const round = weights.reduce((sum, weight) => sum + weight);
        const taken = Array.from({ length: round }, () => rotation.take(0)?.alias);
        const shares = weights.map((_, index) => taken.filter((it) => it === `key-${index + 1}`));
        expect(shares.map((it) => it.length)).toEqual(weights);
      }),
    );
  });

  it('takes no key that is retired or held while another one is free', () => {
    const health = record({
      retired: constantFrom(true, false),
      heldUntil: integer({ min: 0, max: 10 }),
    });
    assert(
      property(
        array(health, { minLength: 1, maxLength: 6 }),
        integer({ min: 0, max: 10 }),
        (healths, now) => {
          const rotation = rotationOf(...healths.map(() => 1));
          rotation.all.forEach((key, index) => Object.assign(key, healths[index]));
          const taken = rotation.take(now);
          const isFree = taken !== undefined && !taken.retired && taken.heldUntil <= now;
          expect(isFree).toBe(rotation.hasFree(now));
        },
      ),
    );
  });

  it('takes the soonest where none is free, and a retired one last', () => {
    const rotation = rotationOf(1, 1, 1);
    const [first, second, third] = rotation.all;
    first!.retired = true;
    second!.heldUntil = 20;
    third!.heldUntil = 10;
    expect(rotation.take(0)?.alias).toBe('key-3');
    expect(rotation.freeAt(0)).toBe(10);
    second!.retired = third!.retired = true;
    expect(rotation.take(0)).toBeDefined();
  });

  it('keeps the health of keys that stay when the list is replaced', () => {
    const rotation = rotationOf(1, 1);
    rotation.all[0]!.retired = true;
    rotation.replace([
      { key: 'secret-0', alias: 'old' },
      { key: 'fresh', alias: 'new' },
    ]);
    expect(rotation.all).toMatchObject([
      { alias: 'old', retired: true },
      { alias: 'new', retired: false },
    ]);
  });
});
