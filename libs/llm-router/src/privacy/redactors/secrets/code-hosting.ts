import type { AnyRecogniser, Marked } from '../../detection/recogniser.js';
import { named, prefixed, UUID } from './secret.js';

const GITLAB_SESSION = /_gitlab_session=[\da-z]{32}(?!\w)/y;

const gitlabSession: Marked = {
  kind: 'marked',
  entity: 'gitlab-session-cookie',
  mark: '_gitlab_session=',
  around: (text, start) => {
    GITLAB_SESSION.lastIndex = start;
    return GITLAB_SESSION.test(text) ? { start, end: GITLAB_SESSION.lastIndex } : undefined;
  },
};

/** GitHub, GitLab and others where code is kept, built and published. */
export const codeHosting: readonly AnyRecogniser[] = [
  prefixed('github-pat', 'ghp_', '[A-Za-z\\d]{36}', { entropy: 3 }),
  prefixed('github-oauth', 'gho_', '[A-Za-z\\d]{36}', { entropy: 3 }),
  prefixed('github-app-token', ['ghu_', 'ghs_'], '[A-Za-z\\d]{36}', { entropy: 3 }),
  prefixed('github-refresh-token', 'ghr_', '[A-Za-z\\d]{36}', { entropy: 3 }),
  prefixed('github-fine-grained-pat', 'github_pat_', '\\w{82}', { entropy: 3 }),
  prefixed('gitlab-pat', 'glpat-', '[\\w-]{20}', { entropy: 3 }),
  prefixed('gitlab-pat-routable', 'glpat-', '[\\w-]{27,300}\\.[\\da-z]{2}[a-z\\d]{7}', {
    entropy: 4,
  }),
  prefixed('gitlab-cicd-job-token', 'glcbt-', '[\\da-zA-Z]{1,5}_[\\w-]{20}', { entropy: 3 }),
  prefixed('gitlab-deploy-token', 'gldt-', '[\\w-]{20}', { entropy: 3 }),
  prefixed('gitlab-feature-flag-client-token', 'glffct-', '[\\w-]{20}', { entropy: 3 }),
  prefixed('gitlab-feed-token', 'glft-', '[\\w-]{20}', { entropy: 3 }),
  prefixed('gitlab-incoming-mail-token', 'glimt-', '[\\w-]{25}', { entropy: 3 }),
  prefixed('gitlab-kubernetes-agent-token', 'glagent-', '[\\w-]{50}', { entropy: 3 }),
  prefixed('gitlab-oauth-app-secret', 'gloas-', '[\\w-]{64}', { entropy: 3 }),
  prefixed('gitlab-ptt', 'glptt-', '[\\da-f]{40}', { entropy: 3 }),
  prefixed('gitlab-rrt', 'GR1348941', '[\\w-]{20}', { entropy: 3 }),
  prefixed('gitlab-runner-authentication-token', 'glrt-', '[\\w-]{20}', { entropy: 3 }),
  prefixed(
    'gitlab-runner-authentication-token-routable',
    'glrt-t',
    '\\d_[\\w-]{27,300}\\.[\\da-z]{2}[a-z\\d]{7}',
    { entropy: 4 },
  ),
  prefixed('gitlab-scim-token', 'glsoat-', '[\\w-]{20}', { entropy: 3 }),
  gitlabSession,
  named('bitbucket-client-id', 'bitbucket', '[a-z\\d]{32}', { flags: 'i' }),
  named('bitbucket-client-secret', 'bitbucket', '[a-z\\d=_-]{64}', { flags: 'i' }),
  prefixed('npm-access-token', 'npm_', '[a-z\\d]{36}', { flags: 'i' }),
  prefixed('pypi-upload-token', 'pypi-AgEIcHlwaS5vcmc', '[\\w-]{50,1000}', { entropy: 3 }),
  prefixed('rubygems-api-token', 'rubygems_', '[a-f\\d]{48}'),
  prefixed('clojars-api-token', 'CLOJARS_', '[a-z\\d]{60}', { flags: 'i' }),
  named('codecov-access-token', 'codecov', '[a-z\\d]{32}', { flags: 'i' }),
  named('droneci-access-token', ['droneci', 'drone ci'], '[a-z\\d]{32}', { flags: 'i' }),
  named('travisci-access-token', 'travis', '[a-z\\d]{22}', { flags: 'i' }),
  named('snyk-api-token', 'snyk', UUID, { flags: 'i' }),
  prefixed('sonar-api-token', ['squ_', 'sqp_', 'sqa_'], '[a-f\\d]{40}', { flags: 'i' }),
  named('sonar-api-token', 'sonar', '(?:squ_|sqp_|sqa_)?[a-z\\d=_-]{40}', { flags: 'i' }),
  prefixed('sourcegraph-access-token', 'sgp_', '(?:(?:[a-f\\d]{16}|local)_)?[a-f\\d]{40}', {
    entropy: 3,
    flags: 'i',
  }),
  named('sourcegraph-access-token', 'sourcegraph', '[a-f\\d]{40}', { flags: 'i', entropy: 3 }),
  prefixed('artifactory-api-key', 'AKCp', '[A-Za-z\\d]{69}', { entropy: 4.5 }),
  prefixed('artifactory-reference-token', 'cmVmd', '[A-Za-z\\d]{59}', { entropy: 4.5 }),
  named('jfrog-api-key', ['jfrog', 'artifactory', 'bintray', 'xray'], '[a-z\\d]{73}', {
    flags: 'i',
  }),
  named('jfrog-identity-token', ['jfrog', 'artifactory', 'bintray', 'xray'], '[a-z\\d]{64}', {
    flags: 'i',
  }),
  prefixed('docker-access-token', 'dckr_pat_', '[\\w-]{27}', { entropy: 3 }),
];
