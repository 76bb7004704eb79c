import type { AttemptPlan, PlannedTarget } from '../contracts/attempt-plan.js';
import type { AttemptRecord } from '../contracts/attempt.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { Exchange } from '../contracts/exchange.js';
import type { TokenCounter } from '../contracts/token-counter.js';
import { largerNeed, type Need, needOf } from './call-need.js';
import { countedTokens, type PromptTokens, promptTokens } from './prompt-tokens.js';
import type { UsualOutputs } from './usual-outputs.js';

/** What the tries of one call may need; its prompts are measured once each. */
export class CallNeeds {
  private readonly prompts = new Map<ChatRequest, PromptTokens>();
  private isCounted = false;

  constructor(
    private readonly exchange: Exchange,
    private readonly plan: AttemptPlan,
    private readonly usual: UsualOutputs,
    private readonly counter: TokenCounter,
    private readonly defaultOutput: number,
  ) {}

  of({ candidate, request = this.exchange.request }: PlannedTarget): Need {
    return needOf({
      candidate,
      request,
      prompt: this.promptOf(request),
      isEmbedding: this.exchange.embedding !== undefined,
      usualOutput: this.usual.of(candidate.id),
      defaultOutput: this.defaultOutput,
    });
  }

  /** The most that one of the plan's targets may need. */
  ofAny(): Need {
    return this.plan.targets.map((it) => this.of(it)).reduce(largerNeed);
  }

  /** Counts the prompts, where that has not been done: a bound that no tokeniser has checked is up to four times too high. */
  async count(): Promise<boolean> {
    if (this.isCounted || this.exchange.embedding !== undefined) return false;
    this.isCounted = true;
    for (const [request, estimated] of this.prompts) {
      const counted = await this.counter.count(request);
      this.prompts.set(request, countedTokens(counted, estimated));
    }
    return true;
  }

  /** How long the answers of models are is learned from every call. */
  learn(attempts: readonly AttemptRecord[]): void {
    for (const it of attempts) this.usual.learn(it);
  }

  private promptOf(request: ChatRequest): PromptTokens {
    let prompt = this.prompts.get(request);
    if (prompt === undefined) {
      prompt = promptTokens(request, this.exchange.embedding);
      this.prompts.set(request, prompt);
    }
    return prompt;
  }
}
