import type { AnyRecogniser, Marked } from '../../detection/recogniser.js';
import { looksDrawn } from './randomness.js';
import { named, prefixed, UUID } from './secret.js';

const FACEBOOK = /\d{15,16}\|[\w-]{27,40}(?![\w-])/iy;
const MAXMIND = /[A-Za-z\d]{6}_[A-Za-z\d]{29}_mmk(?!\w)/y;

/** The number of an application, `|`, and its secret. */
const facebook: Marked = {
  kind: 'marked',
  entity: 'facebook-access-token',
  mark: '|',
  around: (text, at) => {
    let start = at;
    while (at - start < 16 && /\d/.test(text.charAt(start - 1))) start--;
    FACEBOOK.lastIndex = start;
    const token = FACEBOOK.exec(text)?.[0];
    if (token === undefined || !looksDrawn(token, 3)) return undefined;
    return { start, end: start + token.length };
  },
};

const maxmind: Marked = {
  kind: 'marked',
  entity: 'maxmind-license-key',
  mark: '_mmk',
  around: (text, at) => {
    MAXMIND.lastIndex = at - 36;
    return at >= 36 && MAXMIND.test(text) ? { start: at - 36, end: at + 4 } : undefined;
  },
};

/** Other services, in the order of the alphabet. */
export const services: readonly AnyRecogniser[] = [
  named('adafruit-api-key', 'adafruit', '[\\w-]{32}', { flags: 'i' }),
  named('adobe-client-id', 'adobe', '[a-f\\d]{32}', { flags: 'i' }),
  prefixed('adobe-client-secret', 'p8e-', '[a-z\\d]{32}', { flags: 'i' }),
  named('airtable-api-key', 'airtable', '[a-z\\d]{17}', { flags: 'i' }),
  prefixed('airtable-personnal-access-token', 'pat', '[a-zA-Z\\d]{14}\\.[a-f\\d]{64}'),
  named('algolia-api-key', 'algolia', '[a-z\\d]{32}', { flags: 'i' }),
  named('asana-client-id', 'asana', '\\d{16}'),
  named('asana-client-secret', 'asana', '[a-z\\d]{32}', { flags: 'i' }),
  named('atlassian-api-token', ['atlassian', 'confluence', 'jira'], '[a-z\\d]{20}[a-f\\d]{4}', {
    entropy: 3.5,
    flags: 'i',
  }),
  prefixed('atlassian-api-token', 'ATATT3', '[\\w=-]{186}', { entropy: 3.5 }),
  named('beamer-api-token', 'beamer', 'b_[a-z\\d=_-]{44}', { flags: 'i' }),
  named('contentful-delivery-api-token', 'contentful', '[a-z\\d=_-]{43}', { flags: 'i' }),
  named('dropbox-api-token', 'dropbox', '[a-z\\d]{15}', { flags: 'i' }),
  named('dropbox-api-token', 'dropbox', '[a-z\\d]{11}A{10}[\\w=-]{43}', { flags: 'i' }),
  prefixed('dropbox-api-token', 'sl.', '[\\w=-]{130,300}', { entropy: 3.5 }),
  named('facebook-secret', 'facebook', '[a-f\\d]{32}', { flags: 'i', entropy: 3 }),
  facebook,
  prefixed('facebook-page-access-token', ['EAAM', 'EAAC'], '[a-zA-Z\\d]{100,400}', { entropy: 4 }),
  named('flickr-access-token', 'flickr', '[a-z\\d]{32}', { flags: 'i' }),
  prefixed('frameio-api-token', 'fio-u-', '[\\w=-]{64}', { flags: 'i' }),
  named('hubspot-api-key', 'hubspot', UUID, { flags: 'i' }),
  prefixed('linear-api-key', 'lin_api_', '[a-z\\d]{40}', { flags: 'i' }),
  named('linear-client-secret', 'linear', '[a-f\\d]{32}', { flags: 'i' }),
  named('linkedin-client-id', ['linkedin', 'linked in'], '[a-z\\d]{14}', { flags: 'i' }),
  named('linkedin-client-secret', ['linkedin', 'linked in'], '[a-z\\d]{16}', { flags: 'i' }),
  named('looker-client-id', 'looker', '[a-z\\d]{20}', { flags: 'i' }),
  named('looker-client-secret', 'looker', '[a-z\\d]{24}', { flags: 'i' }),
  prefixed('mapbox-api-token', ['pk.', 'sk.'], '[a-z\\d]{60}\\.[a-z\\d]{22}', { flags: 'i' }),
  maxmind,
  prefixed('notion-api-token', 'ntn_', '\\d{11}[A-Za-z\\d]{35}', { entropy: 4 }),
  named('nytimes-access-token', ['nytimes', 'new york times', 'newyorktimes'], '[a-z\\d=_-]{32}', {
    flags: 'i',
  }),
  prefixed('postman-api-token', 'PMAK-', '[a-f\\d]{24}-[a-f\\d]{34}', { flags: 'i', entropy: 3 }),
  named('rapidapi-access-token', ['rapidapi', 'rapid api'], '[\\w-]{50}', { flags: 'i' }),
  prefixed('readme-api-token', 'rdme_', '[a-z\\d]{70}'),
  named(
    'sidekiq-secret',
    ['bundle_enterprise__contribsys__com', 'bundle_gems__contribsys__com'],
    '[a-f\\d]{8}:[a-f\\d]{8}',
    { flags: 'i' },
  ),
  named('twitch-api-token', 'twitch', '[a-z\\d]{30}', { flags: 'i' }),
  named('twitter-api-key', 'twitter', '[a-z\\d]{25}', { flags: 'i' }),
  named('twitter-api-secret', 'twitter', '[a-z\\d]{50}', { flags: 'i' }),
  named('twitter-access-token', 'twitter', '\\d{15,25}-[a-zA-Z\\d]{20,40}', { flags: 'i' }),
  named('twitter-access-secret', 'twitter', '[a-z\\d]{45}', { flags: 'i' }),
  named('twitter-bearer-token', 'twitter', 'A{22}[a-zA-Z\\d%]{80,100}', { flags: 'i' }),
  prefixed('typeform-api-token', 'tfp_', '[\\w.=-]{59}', { flags: 'i' }),
  prefixed('yandex-access-token', 't1.', '[A-Z\\d][\\w-]{0,40}={0,2}\\.[A-Z\\d][\\w-]{85}={0,2}', {
    flags: 'i',
  }),
  prefixed('yandex-api-key', 'AQVN', '[\\w-]{35,38}'),
  prefixed('yandex-aws-access-token', 'YC', '[\\w-]{38}', { entropy: 3.5 }),
  named('zendesk-secret-key', 'zendesk', '[a-z\\d]{40}', { flags: 'i' }),
];
