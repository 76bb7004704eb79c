import type { CallSettled } from '../../../contracts/router-event.js';
import { subjectOf } from '../../../contracts/subject.js';
import type { SubjectVault } from '../../../contracts/subject-vault.js';
import { renamedTags } from './renamed-tags.js';

/** Calls that began before their end user was erased get a pseudonym instead. */
export async function withoutErased(
  calls: readonly CallSettled[],
  vault: SubjectVault | undefined,
): Promise<readonly CallSettled[]> {
  const named = calls.flatMap((call) => {
    const subject = subjectOf(call.caller, undefined);
    return subject === undefined ? [] : [{ call, subject, since: call.startedAt }];
  });
  if (vault === undefined || named.length === 0) return calls;
  const pseudonyms = await vault.erasedSince(named);
  const renamed = new Map(
    named.map(({ call, subject }, index) => [
      call,
      renamedCall(call, subject.user, pseudonyms[index]),
    ]),
  );
  return calls.map((call) => renamed.get(call) ?? call);
}

function renamedCall(call: CallSettled, user: string, pseudonym: string | undefined): CallSettled {
  if (pseudonym === undefined) return call;
  const { caller, tags } = call;
  return {
    ...call,
    caller: { ...caller, user: pseudonym },
    tags: renamedTags(tags, user, pseudonym),
  };
}
