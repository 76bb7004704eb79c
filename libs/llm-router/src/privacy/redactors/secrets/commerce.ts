import type { AnyRecogniser } from '../../detection/recogniser.js';
import { named, prefixed, UUID } from './secret.js';

/** Payment, shops, money and what trades in it. */
export const commerce: readonly AnyRecogniser[] = [
  prefixed(
    'stripe-access-token',
    ['sk_test_', 'sk_live_', 'sk_prod_', 'rk_test_', 'rk_live_', 'rk_prod_'],
    '[a-zA-Z\\d]{10,99}',
  ),
  prefixed('stripe-webhook-secret', 'whsec_', '[a-zA-Z\\d+/]{32,64}={0,2}', { entropy: 3 }),
  prefixed('square-access-token', ['sq0atp-', 'sq0csp-', 'EAAA'], '[\\w-]{22,60}'),
  prefixed('shopify-access-token', 'shpat_', '[a-fA-F\\d]{32}'),
  prefixed('shopify-custom-access-token', 'shpca_', '[a-fA-F\\d]{32}'),
  prefixed('shopify-private-app-access-token', 'shppa_', '[a-fA-F\\d]{32}'),
  prefixed('shopify-shared-secret', 'shpss_', '[a-fA-F\\d]{32}'),
  prefixed('flutterwave-public-key', ['FLWPUBK_TEST-', 'FLWPUBK-'], '[a-h\\d]{32}-X', {
    flags: 'i',
  }),
  prefixed('flutterwave-secret-key', ['FLWSECK_TEST-', 'FLWSECK-'], '[a-h\\d]{32}-X', {
    flags: 'i',
  }),
  prefixed('flutterwave-encryption-key', ['FLWSECK_TEST-', 'FLWSECK-'], '[a-h\\d]{12}', {
    flags: 'i',
  }),
  named('gocardless-api-token', 'gocardless', 'live_[a-z\\d=_-]{40}', { flags: 'i' }),
  prefixed('easypost-api-token', 'EZAK', '[a-z\\d]{54}', { flags: 'i' }),
  prefixed('easypost-test-api-token', 'EZTK', '[a-z\\d]{54}', { flags: 'i' }),
  prefixed('shippo-api-token', ['shippo_live_', 'shippo_test_'], '[a-f\\d]{40}', { flags: 'i' }),
  prefixed('duffel-api-token', ['duffel_test_', 'duffel_live_'], '[\\w=-]{43}', { flags: 'i' }),
  named('lob-api-key', 'lob', '(?:live|test)_[a-f\\d]{35}', { flags: 'i' }),
  named('lob-pub-api-key', 'lob', '(?:test|live)_pub_[a-f\\d]{31}', { flags: 'i' }),
  named('plaid-client-id', 'plaid', '[a-z\\d]{24}', { flags: 'i', entropy: 3 }),
  named('plaid-secret-key', 'plaid', '[a-z\\d]{30}', { flags: 'i', entropy: 3 }),
  prefixed(
    'plaid-api-token',
    ['access-sandbox-', 'access-development-', 'access-production-'],
    UUID,
    { flags: 'i' },
  ),
  named('etsy-access-token', 'etsy', '[a-z\\d]{24}', { flags: 'i', entropy: 3 }),
  named('squarespace-access-token', 'squarespace', UUID, { flags: 'i' }),
  named('finicity-api-token', 'finicity', '[a-f\\d]{32}', { flags: 'i' }),
  named('finicity-client-secret', 'finicity', '[a-z\\d]{20}', { flags: 'i' }),
  named('finnhub-access-token', 'finnhub', '[a-z\\d]{20}', { flags: 'i' }),
  named('freshbooks-access-token', 'freshbooks', '[a-z\\d]{64}', { flags: 'i' }),
  named('coinbase-access-token', 'coinbase', '[\\w-]{64}', { flags: 'i' }),
  named('kraken-access-token', 'kraken', '[a-z\\d/=_+-]{80,90}', { flags: 'i' }),
  named('kucoin-access-token', 'kucoin', '[a-f\\d]{24}', { flags: 'i' }),
  named('kucoin-secret-key', 'kucoin', UUID, { flags: 'i' }),
  named('bittrex-access-key', 'bittrex', '[a-z\\d]{32}', { flags: 'i' }),
  named('bittrex-secret-key', 'bittrex', '[a-z\\d]{32}', { flags: 'i' }),
];
