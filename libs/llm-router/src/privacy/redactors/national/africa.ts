import { isDay, isRepeated, passesLuhn, passesVerhoeff } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

/** Birth date, sex, citizenship (0 citizen, 1 resident, 2 refugee), a digit, a check digit. */
function isSouthAfrican(digits: string): boolean {
  return (
    isDay(Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))) &&
    /^\d{10}[012]/.test(digits) &&
    passesLuhn(digits)
  );
}

const PLATE_WORDS = ['plate*', 'vehicle', 'registration', 'car', 'frsc'];

export const africa = [
  identifier('za-id-number', {
    forms: [plain(13), ...grouped('6-4-2-1'), ...grouped('6-4-3')],
    accept: isSouthAfrican,
    strength: 'medium',
    context: ['id number', 'identity', 'south africa*', 'rsa', 'sa id', 'refugee'],
  }),
  identifier('ng-nin', {
    forms: [plain(11), ...grouped('4-3-4')],
    accept: (digits) => !isRepeated(digits) && passesVerhoeff(digits),
    strength: 'medium',
    context: ['nin', 'national identification', 'nimc', 'nigeria*'],
  }),
  identifier('ng-vehicle-registration', {
    forms: ['@@@-###@@', '@@@ ###@@', '@@@###@@', '@@@-###-@@'],
    byName: true,
    context: PLATE_WORDS,
  }),
];
