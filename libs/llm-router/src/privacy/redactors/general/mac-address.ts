import { identifier } from '../identifier.js';

/** MAC addresses in the three ways in which they are written. */
export const macAddress = identifier('mac-address', {
  forms: ['**:**:**:**:**:**', '**-**-**-**-**-**', '****.****.****'],
  accept: (characters) => /^[\dA-F]{12}$/.test(characters) && !/^0{12}$/.test(characters),
  context: ['mac', 'hardware address', 'physical address', 'ethernet', 'bluetooth'],
});
