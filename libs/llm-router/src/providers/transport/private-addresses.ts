import { BlockList, isIPv4 } from 'node:net';

/**
 * Addresses that no public service has: IANA's special-purpose registries (RFC 6890 with its updates), multicast, and
 * the metadata services of clouds, which hand out credentials to whoever asks from inside.
 */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  // Azure's platform service.
  ['168.63.129.16', 32],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
  // Teredo and 6to4, which carry an IPv4 address that a relay would go to.
  ['2001::', 32],
  ['2002::', 16],
  // Local-use NAT64.
  ['64:ff9b:1::', 48],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** NAT64 (RFC 6052) is how networks without IPv4 reach public IPv4 addresses. */
const NAT64 = /^64:ff9b::([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;

/** Whether an address is private, loopback, link-local, reserved or a cloud's metadata service. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return PRIVATE.check(address, 'ipv4');
  const [, high, low] = NAT64.exec(address) ?? [];
  if (high !== undefined && low !== undefined) return isPrivateAddress(ipv4Of(high, low));
  return PRIVATE.check(address.replace(/%.*$/, ''), 'ipv6');
}

function ipv4Of(high: string, low: string): string {
  const [upper, lower] = [parseInt(high, 16), parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
}
