import { isRepeated, passesVerhoeff } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

const PAN_WORDS = ['pan', 'permanent account', 'income tax'];
const PLATE_WORDS = ['vehicle', 'registration', 'plate', 'rc', 'rto', 'car', 'bike'];

/** Codes of states and territories in vehicle registrations. */
const STATES = new Set(
  'AN AP AR AS BH BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TN TR TS TG UA UK UP WB'.split(
    ' ',
  ),
);

function isAadhaar(digits: string): boolean {
  return /^[2-9]/.test(digits) && !isRepeated(digits) && passesVerhoeff(digits);
}

/** The fourth letter tells what the holder is, e.g. P for a person (Income Tax Department). */
function isPan(characters: string): boolean {
  return /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/.test(characters) && !characters.includes('0000');
}

/** Goods and Services Tax number: the code of a state, a PAN, the number of the registration, Z, a check. */
const GSTIN = /^(?:0[1-9]|[12]\d|3[0-8]|9[79])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]$/;

export const india = [
  identifier('in-aadhaar', {
    forms: [plain(12), ...grouped('4-4-4')],
    accept: isAadhaar,
    context: ['aadhaar', 'aadhar', 'uidai', 'आधार'],
  }),
  identifier('in-pan', {
    forms: ['@@@@@####@'],
    accept: isPan,
    strength: 'medium',
    context: PAN_WORDS,
  }),
  identifier('in-pan', { forms: ['@@@@@####@'], strength: 'weak', context: PAN_WORDS }),
  identifier('in-gstin', {
    forms: ['##@@@@@####@***', '##-@@@@@-####-@*-**'],
    accept: (characters) => GSTIN.test(characters),
    context: ['gstin', 'gst'],
  }),
  identifier('in-passport', {
    forms: ['@#######', '@## #####'],
    accept: (characters) => /^[A-PR-WY][1-9]\d{5}[1-9]$/.test(characters),
    strength: 'weak',
    context: ['passport*'],
  }),
  identifier('in-voter', {
    forms: ['@@@#######'],
    strength: 'weak',
    context: ['voter', 'epic', 'elector*', 'election'],
  }),
  identifier('in-vehicle-registration', {
    forms: [
      ...['@@##@@####', '@@##@####', '@@#@@####', '@@ ## @@ ####', '@@-##-@@-####', '@@##@@@####'],
      ...['@@-##-@-####', '@@ ## @ ####', '@@ ##@@ ####'],
    ],
    accept: (characters) => STATES.has(characters.slice(0, 2)),
    byName: true,
    context: PLATE_WORDS,
  }),
  identifier('in-vehicle-registration', {
    forms: ['@@@####', '@@####', '##BH####@@', '##BH####@'],
    strength: 'weak',
    context: PLATE_WORDS,
  }),
];
