export { SeededRandom } from '../contracts/random.js';
export { characterCounter } from '../testing/character-counter.js';
export {
  FakeProvider,
  type FakeProviderOptions,
  type FakeReply,
} from '../testing/fake-provider.js';
export {
  createTestRouter,
  RecordingSink,
  type TestRouter,
  type TestSurroundings,
} from '../testing/test-router.js';
export { VirtualClock } from '../testing/virtual-clock.js';
