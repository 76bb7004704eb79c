export {
  FakeProvider,
  type FakeProviderOptions,
  type FakeReply,
} from '../testing/fake-provider.js';
export { SeededRandom } from '../testing/seeded-random.js';
export {
  createTestRouter,
  RecordingSink,
  type TestRouter,
  type TestSurroundings,
} from '../testing/test-router.js';
export { VirtualClock } from '../testing/virtual-clock.js';
