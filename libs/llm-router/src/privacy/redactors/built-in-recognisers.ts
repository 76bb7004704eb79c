import type { AnyRecogniser } from '../detection/recogniser.js';
import { card } from './general/card.js';
import { cryptoAddress } from './general/crypto-address.js';
import { date, dateOfBirth } from './general/dates.js';
import { email } from './general/email.js';
import { iban } from './general/iban.js';
import { ipAddress, shortenedIpAddress, unspecifiedIpAddress } from './general/ip-address.js';
import { macAddress } from './general/mac-address.js';
import { phone } from './general/phone.js';
import { domain, url, urlCredentials } from './general/url.js';
import { africa } from './national/africa.js';
import { alpineAndWest } from './national/alpine-and-west.js';
import { asia } from './national/asia.js';
import { benelux } from './national/benelux.js';
import { de } from './national/de.js';
import { es } from './national/es.js';
import { fr } from './national/fr.js';
import { india } from './national/in.js';
import { it } from './national/it.js';
import { korea } from './national/kr.js';
import { latinAmerica } from './national/latin-america.js';
import { nordic } from './national/nordic.js';
import { oceaniaAndCanada } from './national/oceania-and-canada.js';
import { pl } from './national/pl.js';
import { turkey } from './national/tr.js';
import { uk } from './national/uk.js';
import { us } from './national/us.js';
import { clouds } from './secrets/clouds.js';
import { codeHosting } from './secrets/code-hosting.js';
import { commerce } from './secrets/commerce.js';
import { genericSecrets } from './secrets/generic.js';
import { messaging } from './secrets/messaging.js';
import { models } from './secrets/models.js';
import { operations } from './secrets/operations.js';
import { privateKey } from './secrets/private-key.js';
import { services } from './secrets/services.js';

/** What tells people, their accounts and their machines apart everywhere. */
export const generalRecognisers: readonly AnyRecogniser[] = [
  ...[email, phone, card, iban, ipAddress, shortenedIpAddress, unspecifiedIpAddress, macAddress],
  ...[cryptoAddress, urlCredentials, dateOfBirth, date, url, domain],
];

/** What states number people, companies and vehicles with. */
export const nationalRecognisers: readonly AnyRecogniser[] = [
  ...[
    us,
    uk,
    de,
    fr,
    es,
    it,
    pl,
    benelux,
    nordic,
    alpineAndWest,
    india,
    korea,
    asia,
    turkey,
    africa,
  ],
  ...[oceaniaAndCanada, latinAmerica],
].flat();

/** Keys, tokens and passwords. */
export const secretRecognisers: readonly AnyRecogniser[] = [
  ...[
    models,
    clouds,
    codeHosting,
    operations,
    messaging,
    commerce,
    services,
    genericSecrets,
  ].flat(),
  privateKey,
];

export const builtInRecognisers: readonly AnyRecogniser[] = [
  ...generalRecognisers,
  ...nationalRecognisers,
  ...secretRecognisers,
];
