import type { TypedDocumentString } from '../apollo/generated/cms';
import { localeStore } from '../app/locale';
import { apiUrl } from './address';
import { CmsError, type FieldError } from './cmsError';

/** An answer slower than this counts as none. */
const timeoutMs = 20_000;

interface GraphQLAnswer<Result> {
  data?: Result | null;
  errors?: readonly PayloadError[];
}

interface PayloadError {
  message: string;
  extensions?: {
    statusCode?: number;
    data?: { errors?: readonly FieldError[]; retryAfterMs?: number };
  };
}

/**
 * Asks the CMS's GraphQL. Content and accounts need no client-side cache, so a landing page is spared
 * Apollo's weight; chat uses it.
 *
 * @param token of the session that asks; without it the public asks. Cookies are never sent: a session in the
 * admin panel and one on the site are two things.
 * @throws {CmsError} also when nothing answered
 */
export async function cmsRequest<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  token?: string,
): Promise<Result> {
  const answer = await post<Result>({ query: document.toString(), variables }, token);
  const [error] = answer.errors ?? [];
  if (error) {
    const status = error.extensions?.statusCode ?? 500;
    throw new CmsError(
      status >= 500 ? 'unavailable' : 'refused',
      error.message,
      status,
      error.extensions?.data?.errors ?? [],
      { retryAfterMs: error.extensions?.data?.retryAfterMs },
    );
  }
  if (!answer.data) throw new CmsError('unavailable', 'The API answered without data.');
  return answer.data;
}

async function post<Result>(body: unknown, token?: string): Promise<GraphQLAnswer<Result>> {
  try {
    const response = await fetch(apiUrl('/api/graphql'), {
      method: 'POST',
      credentials: 'omit',
      headers: {
        'Content-Type': 'application/json',
        // Payload words its refusals in this language.
        'Accept-Language': localeStore.get(),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return (await response.json()) as GraphQLAnswer<Result>;
  } catch (cause) {
    throw new CmsError('unavailable', 'The API could not be reached.', 0, [], { cause });
  }
}
