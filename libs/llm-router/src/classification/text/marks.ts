import { Kind, kindOf } from './character-kind.js';
import { type Shape, SHAPES } from './shape.js';

const POSITION = Object.fromEntries(SHAPES.map((name, index) => [name, index])) as Record<
  Shape,
  number
>;

export function count(shape: Float64Array, name: Shape, by = 1): void {
  shape[POSITION[name]]! += by;
}

export function isNumeric(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (kindOf(unit) === Kind.Digit) return true;
  return (unit === 0x2e || unit === 0x2c) && kindOf(text.charCodeAt(at + 1)) === Kind.Digit;
}

/** Whether what follows says that the mark before ended a phrase. */
export function isBreak(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return Number.isNaN(unit) || unit <= 0x20 || unit > 0x7f || unit === 0x22;
}

/** `A.` or `b)` at the start of a line. */
export function isOption(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit === 0x2e || unit === 0x29) && text.charCodeAt(at + 1) === 0x20;
}

export function isOperator(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 2);
  const after = text.charCodeAt(at);
  return before === 0x20
    ? after === 0x20
    : kindOf(before) === Kind.Digit || kindOf(after) === Kind.Digit;
}

/** Counts a mark that is not part of a word; `next` is where the text goes on. */
export function countMark(shape: Float64Array, unit: number, text: string, next: number): void {
  switch (unit) {
    case 0x3f:
    case 0xff1f:
    case 0x061f:
    case 0x37e:
      return count(shape, 'questions');
    case 0x21:
    case 0xff01:
      return count(shape, 'exclamations');
    case 0x2e:
    case 0x3002:
      return count(shape, 'stops');
    case 0x7b:
    case 0x7d:
    case 0x3b:
      return count(shape, 'braces');
    case 0x28:
      // A call: nothing stands between the name and its bracket.
      return count(shape, kindOf(text.charCodeAt(next - 2)) === Kind.Latin ? 'calls' : 'brackets');
    case 0x5b:
      return count(shape, 'brackets');
    case 0x5f:
    case 0x3c:
    case 0x3e:
      return count(shape, unit === 0x5f ? 'underscores' : 'angles');
    case 0x3d:
    case 0x2b:
    case 0x5e:
    case 0xd7:
    case 0x2f:
    case 0xb2:
    case 0xb3:
    case 0x221a:
    case 0x222b:
      return count(shape, 'operators');
    case 0x5c:
    case 0x24:
      return count(shape, kindOf(text.charCodeAt(next)) === Kind.Digit ? 'money' : 'latex');
    case 0x25:
      return count(shape, 'percent');
    case 0x20ac:
    case 0xa3:
    case 0xa5:
      return count(shape, 'money');
    case 0x40:
      return count(shape, 'ats');
  }
}
