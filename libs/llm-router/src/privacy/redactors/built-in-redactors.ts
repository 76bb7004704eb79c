import { CardRedactor } from './card.redactor.js';
import { EmailRedactor } from './email.redactor.js';
import { IbanRedactor } from './iban.redactor.js';
import { IpAddressRedactor } from './ip-address.redactor.js';
import { PhoneRedactor } from './phone.redactor.js';
import { SecretRedactor } from './secret.redactor.js';
import { UsSsnRedactor } from './us-ssn.redactor.js';

/** The recognisers that come with the module. Entities: `email`, `phone`, `card`, `iban`, `ip`, `secret`, `us-ssn`. */
export const builtInRedactors = [
  EmailRedactor,
  PhoneRedactor,
  CardRedactor,
  IbanRedactor,
  IpAddressRedactor,
  SecretRedactor,
  UsSsnRedactor,
] as const;
