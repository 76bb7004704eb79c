/** Whether an entry's id, `<milliseconds>-<number>`, comes after another's. */
export function isAfter(id: string, other: string): boolean {
  const [time, number] = partsOf(id);
  const [otherTime, otherNumber] = partsOf(other);
  return time > otherTime || (time === otherTime && number > otherNumber);
}

function partsOf(id: string): [time: number, number: number] {
  const [time, number] = id.split('-');
  return [Number(time), Number(number)];
}
