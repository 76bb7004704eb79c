import type { AnyRecogniser, Marked } from '../../detection/recogniser.js';
import { looksDrawn } from './randomness.js';
import { named, prefixed, UUID } from './secret.js';

/** Keys that Google has published in the source code of its own clients; they protect nothing. */
const PUBLISHED_GOOGLE_KEYS = new Set([
  'AIzaSyabcdefghijklmnopqrstuvwxyz1234567',
  'AIzaSyAnLA7NfeLquW1tJFpx_eQCxoX-oo6YyIs',
  'AIzaSyCkEhVjf3pduRDt6d1yKOMitrUEke8agEM',
  'AIzaSyDMAScliyLx7F0NPDEJi1QmyCgHIAODrlU',
  'AIzaSyD3asb-2pEZVqMkmL6M9N6nHZRR_znhrh0',
  'AIzayDNSXIbFmlXbIE6mCzDLQAqITYefhixbX4A',
  'AIzaSyAdOS2zB6NCsk1pCdZ4-P6GBdi_UUPwX7c',
  'AIzaSyASWm6HmTMdYWpgMnjRBjxcQ9CKctWmLd4',
  'AIzaSyANUvH9H9BsUccjsu2pCmEkOPjjaXeDQgY',
  'AIzaSyA5_iVawFQ8ABuTZNUdcwERLJv_a_p4wtM',
  'AIzaSyA4UrcGxgwQFTfaI3no3t7Lt1sjmdnP5sQ',
  'AIzaSyDSb51JiIcB6OJpwwMicseKRhhrOq1cS7g',
  'AIzaSyBF2RrAIm4a0mO64EShQfqfd2AFnzAvvuU',
  'AIzaSyBcE-OOIbhjyR83gm4r2MFCu4MJmprNXsw',
  'AIzaSyB8qGxt4ec15vitgn44duC5ucxaOi4FmqE',
  'AIzaSyA8vmApnrHNFE0bApF4hoZ11srVL_n0nvY',
]);

const AZURE = /[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~,-])/y;

/** The secret of an application in Entra ID: `Q~` stands behind the first four characters. */
const azureClientSecret: Marked = {
  kind: 'marked',
  entity: 'azure-ad-client-secret',
  mark: 'Q~',
  around: (text, at) => {
    AZURE.lastIndex = at - 4;
    const secret = at < 4 ? undefined : AZURE.exec(text)?.[0];
    if (secret === undefined || /[\w.~-]/.test(text.charAt(at - 5))) return undefined;
    return looksDrawn(secret, 3) ? { start: at - 4, end: at - 4 + secret.length } : undefined;
  },
};

export const clouds: readonly AnyRecogniser[] = [
  prefixed('aws-access-token', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], '[A-Z2-7]{16}', { entropy: 3 }),
  prefixed('aws-access-token', 'A3T', '[A-Z0-9][A-Z2-7]{16}', { entropy: 3 }),
  named('aws-secret-access-key', ['aws secret', 'secret access key'], '[A-Za-z\\d+/]{40}', {
    entropy: 3.5,
  }),
  prefixed('aws-amazon-bedrock-api-key-long-lived', 'ABSK', '[A-Za-z\\d+/]{109,269}={0,2}', {
    entropy: 3,
  }),
  prefixed(
    'aws-amazon-bedrock-api-key-short-lived',
    'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t',
    '[\\w+/=%-]{0,4000}',
  ),
  prefixed('gcp-api-key', 'AIza', '[\\w-]{35}', {
    entropy: 4,
    accept: (key) => !PUBLISHED_GOOGLE_KEYS.has(key),
  }),
  prefixed('gcp-oauth-client-secret', 'GOCSPX-', '[\\w-]{28}', { entropy: 3 }),
  prefixed('gcp-oauth-access-token', 'ya29.', '[\\w-]{30,1000}', { entropy: 3.5 }),
  azureClientSecret,
  named(
    'azure-storage-key',
    ['account key', 'storage key', 'shared access key'],
    '[A-Za-z\\d+/]{43,86}={1,2}',
    { entropy: 3.5 },
  ),
  named('azure-api-key', ['azure', 'ocp apim subscription key', 'cognitive'], '[\\da-f]{32}', {
    entropy: 3,
  }),
  prefixed('alibaba-access-key-id', 'LTAI', '[a-z\\d]{20}', { flags: 'i' }),
  named('alibaba-secret-key', 'alibaba', '[a-z\\d]{30}', { flags: 'i' }),
  prefixed('digitalocean-pat', 'dop_v1_', '[a-f\\d]{64}', { entropy: 3 }),
  prefixed('digitalocean-access-token', 'doo_v1_', '[a-f\\d]{64}', { entropy: 3 }),
  prefixed('digitalocean-refresh-token', 'dor_v1_', '[a-f\\d]{64}', { entropy: 3, flags: 'i' }),
  named('heroku-api-key', 'heroku', UUID, { flags: 'i' }),
  prefixed('heroku-api-key-v2', 'HRKU-AA', '[\\w-]{58}', { entropy: 4 }),
  prefixed('flyio-access-token', 'fo1_', '[\\w-]{43}', { entropy: 4 }),
  prefixed('flyio-access-token', ['fm1a_', 'fm1r_', 'fm2_'], '[A-Za-z\\d+/]{100,1000}={0,3}', {
    entropy: 4,
  }),
  prefixed('databricks-api-token', 'dapi', '[a-f\\d]{32}(?:-\\d)?', { entropy: 3 }),
];
