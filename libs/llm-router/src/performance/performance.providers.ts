import { LivePerformance } from '../contracts/live-performance.js';
import { HeadroomFilter } from './headroom.filter.js';
import { MeasuredPerformance } from './measured-performance.js';

export const performanceProviders = [
  { provide: LivePerformance, useClass: MeasuredPerformance },
  HeadroomFilter,
];
