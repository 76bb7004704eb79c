import fc from 'fast-check';
import { builtInScanner } from '../built-in-scanner.js';
import { generatedIdentifiers } from './generated-identifiers.fixture.js';

const scanner = builtInScanner({});

function found(entity: string, text: string): string[] {
  return scanner
    .find(text)
    .filter((it) => it.entity === entity)
    .map((it) => text.slice(it.start, it.end));
}

describe.each(generatedIdentifiers)('$entity', ({ entity, numbers, sentence, detectsAnyDigit }) => {
  it('finds every valid number in its sentence', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(found(entity, sentence.replace('…', number))).toEqual([number]);
      }),
    );
  });

  if (!detectsAnyDigit) return;

  it('finds none with one digit that is another', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, more) => {
        const places = [...number].flatMap((it, at) => (/\d/.test(it) ? [at] : []));
        const at = places[place % places.length] ?? 0;
        const other = (Number(number[at]) + more) % 10;
        const wrong = number.slice(0, at) + other + number.slice(at + 1);
        expect(found(entity, sentence.replace('…', wrong))).toEqual([]);
      }),
    );
  });
});
