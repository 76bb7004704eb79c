import { LivePerformance } from '../contracts/live-performance.js';
import { HeadroomFilter } from './headroom.filter.js';
import { MeasuredPerformance } from './measured-performance.js';
import { RecoverySink } from './recovery.sink.js';

export const performanceProviders = [
  MeasuredPerformance,
  { provide: LivePerformance, useExisting: MeasuredPerformance },
  RecoverySink,
  HeadroomFilter,
];
