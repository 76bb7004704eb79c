import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { HttpAnswer } from '../transport/http-answer.js';
import { HttpTransport } from '../transport/http-transport.js';
import { type MapError, refuseFailure, type VendorRequest } from '../vendor-http.js';

/** A key of an AWS account. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
}

export interface SignedHttpInit {
  readonly provider: string;
  readonly region: string;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Asked for each request. */
  readonly credentials: () => Promise<AwsCredentials>;
  readonly local?: boolean;
}

/** HTTP to Bedrock: every request is signed (AWS Signature Version 4), and answered by success or a mapped error. */
export class SignedHttp {
  private readonly transport: HttpTransport;
  private readonly signer: SignatureV4;
  private readonly base: URL;

  constructor(private readonly init: SignedHttpInit) {
    const { provider, region, local } = init;
    this.base = new URL(init.baseUrl);
    this.transport = new HttpTransport(
      provider,
      this.base.origin,
      local === undefined ? {} : { local },
    );
    this.signer = new SignatureV4({
      service: 'bedrock',
      region,
      credentials: () => this.credentials(),
      sha256: Sha256,
    });
  }

  /** Resolves with the headers of a success. */
  async post(request: VendorRequest, mapError: MapError): Promise<HttpAnswer> {
    const path = this.base.pathname.replace(/\/+$/, '') + request.path;
    const headers = await this.sign(path, request);
    const { body, signal, connectTimeoutMs } = request;
    const answer = await this.transport.send({
      method: 'POST',
      path,
      headers,
      body,
      signal,
      connectTimeoutMs,
    });
    return refuseFailure(this.init.provider, answer, signal, mapError);
  }

  close(): Promise<void> {
    return this.transport.close();
  }

  /** The headers to send: the transport writes `host` itself. */
  private async sign(path: string, { body, accept }: VendorRequest): Promise<readonly string[]> {
    const { protocol, hostname, host } = this.base;
    const { host: _host, ...headers } = (
      await this.signer.sign({
        method: 'POST',
        protocol,
        hostname,
        path,
        query: {},
        headers: { ...this.init.headers, host, accept, 'content-type': 'application/json' },
        body,
      })
    ).headers;
    return Object.entries(headers).flat();
  }

  private async credentials(): Promise<AwsCredentials> {
    const { provider } = this.init;
    try {
      const credentials = await this.init.credentials();
      if (credentials.accessKeyId && credentials.secretAccessKey) return credentials;
    } catch (cause) {
      throw noCredentials(provider, cause);
    }
    throw noCredentials(provider);
  }
}

function noCredentials(provider: string, cause?: unknown): UpstreamError {
  return new UpstreamError(`The router has no AWS credentials for provider ${provider}.`, {
    code: 'auth_refused',
    provider,
    ...(cause === undefined ? {} : { cause }),
  });
}
