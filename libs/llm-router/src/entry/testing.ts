export {
  FakeProvider,
  type FakeProviderOptions,
  type FakeReply,
} from '../testing/fake-provider.js';
export { createTestRouter, RecordingSink, type TestRouter } from '../testing/test-router.js';
